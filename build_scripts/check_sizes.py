"""Checks that no file and no function has grown too long to be read in one go."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHECKED = ("app", "build_scripts")
MOST_FILE_LINES = 500
MOST_FUNCTION_LINES = 50


def complaints(path: Path, name: str) -> Iterator[str]:
    """Yield a line for each thing in the file that is too long, `name` being the file's name in it."""
    source = path.read_text(encoding="utf-8")
    lines = len(source.splitlines())
    if lines > MOST_FILE_LINES:
        yield f"{name}:1: the file has {lines} lines, the most is {MOST_FILE_LINES}"
    for node in ast.walk(ast.parse(source, str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, the most is {MOST_FUNCTION_LINES}"


def main(folders: Sequence[str]) -> int:
    """Check the folders named, or the project's own, and return 1 when something is too long."""
    found = 0
    for folder in folders or CHECKED:
        base = ROOT / folder
        for path in sorted(base.rglob("*.py")):
            for complaint in complaints(path, Path(folder, path.relative_to(base)).as_posix()):
                print(complaint)
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
