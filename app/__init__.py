"""SIS Error Desk: what a failed roster or grade sync means, and what to do about it."""

__version__ = "0.1.0"
