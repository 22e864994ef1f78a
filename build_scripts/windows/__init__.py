"""Builds the Windows program and checks it; see the commands of `dev.py`."""
