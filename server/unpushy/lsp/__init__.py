"""The language server: a thin layer that converts between the Language Server Protocol and the core."""
