"""Finds the texts of the window that are to be translated.

Read with `ast` rather than by lupdate, which overlooks plurals outside of `tr`, calls with `len(x)` and calls inside
f-strings, and says nothing. What is found is handed to lupdate in a form it reads well, for it merges best.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from console import ROOT

SOURCES = ROOT / "app" / "gui"


@dataclass(frozen=True)
class Message:
    """A text to translate. `plural`: it is asked for with a number."""

    context: str
    text: str
    disambiguation: str = ""
    plural: bool = False


class _Finder(ast.NodeVisitor):
    """Walks one module; the context of `tr` is the class around it, as Qt has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._classes: list[str] = []
        self.messages: list[Message] = []
        self.faults: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        function = ast.unparse(node.func)
        if function.endswith(".tr"):
            self._take(node, [ast.Constant(self._classes[-1] if self._classes else None), *node.args])
        elif function in ("QCoreApplication.translate", "translate", "QT_TRANSLATE_NOOP"):
            self._take(node, node.args)
        self.generic_visit(node)

    def _take(self, node: ast.Call, arguments: list[ast.expr]) -> None:
        context, text, *more = (word.value if isinstance(word, ast.Constant) else None for word in arguments)
        has_number = len(arguments) > 3 or any(word.arg == "n" for word in node.keywords)
        if not isinstance(context, str) or not isinstance(text, str):
            where = f"{self._path.relative_to(ROOT).as_posix()}:{node.lineno}"
            self.faults.append(f"{where}: a translated text and its context must be written out there")
        else:
            self.messages.append(Message(context, text, str(more[0] or "") if more else "", has_number))


def find(folder: Path = SOURCES) -> tuple[list[Message], list[str]]:
    """Return the texts of all modules without repetition, in order, and what is wrong with the rest."""
    messages: dict[Message, None] = {}
    faults: list[str] = []
    for path in sorted(folder.rglob("*.py")):
        finder = _Finder(path)
        finder.visit(ast.parse(path.read_text(encoding="utf-8")))
        messages.update(dict.fromkeys(finder.messages))
        faults += finder.faults
    return list(messages), faults


def as_module(messages: Iterable[Message]) -> str:
    """Write the texts as a module of which lupdate finds every one."""

    def lines() -> Iterator[str]:
        by_context: dict[str, list[Message]] = {}
        for message in messages:
            by_context.setdefault(message.context, []).append(message)
        for context in sorted(by_context):
            yield f"class {context}(QObject):\n    def texts(self, n):\n"
            for message in by_context[context]:
                number = ", n" if message.plural else ""
                yield f"        self.tr({_literal(message.text)}, {_literal(message.disambiguation)}{number})\n"

    return "".join(lines())


def _literal(text: str) -> str:
    """A text as lupdate reads it: in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
