"""Looks for inputs that end, stall or mislead the program: `python build_scripts/dev.py fuzz --minutes N`."""
