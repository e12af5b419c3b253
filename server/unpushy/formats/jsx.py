"""JSX and TSX emails (components such as react-email's): the text of their elements."""

from __future__ import annotations

from dataclasses import replace

from unpushy.document import Email, Source

NAME = "jsx"
SUFFIXES = ()
MAILER_SUFFIXES = (".jsx", ".tsx")
LANGUAGES = ("javascriptreact", "typescriptreact")


def parse(source: Source) -> Email:
    """The regions of the mail that a program makes."""
    from unpushy.formats import html
    from unpushy.formats._jsx_text import as_html
    from unpushy.formats._templated import read_over

    if len(source.text) > html.LONGEST:
        return replace(html.parse(source), format=NAME)
    middle = as_html(source.text)
    email = read_over(source, middle.mapped, html.parse, middle.comments)
    return replace(email, format=NAME, comment_form="{/* %s */}")
