"""The command ``unpushy``: one module a subcommand.

A module of this package that has ``add_arguments(parser)`` and ``run(arguments) -> int`` is a
subcommand of its name; its docstring is its help. Status 0 is clean, 1 findings, 2 an error.
"""
