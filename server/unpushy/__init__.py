"""unpushy reads an email draft as its reader will."""

__version__ = "0.1.0"
