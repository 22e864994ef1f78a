"""Stands in the frozen program for modules that a package loads at its start and nothing uses; contents.py lists them.

Whatever is taken from here is None, so that using it after all is an error at once. Tests run with these in place.
"""


def __getattr__(name: str) -> None:
    if name.startswith("__"):
        raise AttributeError(name)
