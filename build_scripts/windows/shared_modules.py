"""Runs first in every frozen exe, and lets it load its modules from `modules.pyz` where that lies next to the DLLs.

PyInstaller puts all modules into each exe; window and command line share nearly all of theirs. The program in one file
has them in `modules.solid` (see solid_archive.py). The archive is read at once: PyInstaller would open it again for
every module, which takes time where a virus scanner looks at each opening.
"""

import marshal
import os
import sys
import zlib

import pyimod01_archive
import pyimod02_importers

# Only what is in every exe can be used here: no pathlib.
FOLDER: str = vars(sys)["_MEIPASS"]
SHARED = os.path.join(FOLDER, "modules.pyz")  # noqa: PTH118
SOLID = os.path.join(FOLDER, "modules.solid")  # noqa: PTH118
HEAD_BYTES = 12
"""What comes before the compressed modules: two marks and the place of the table of contents."""


class HeldModules(pyimod01_archive.ZlibArchiveReader):  # type: ignore[misc] # there only in a frozen program
    """PyInstaller's archive of modules, kept in memory."""

    def __init__(self, file: str, start: int) -> None:
        super().__init__(file, start, check_pymagic=True)
        self._solid = file == SOLID
        length = max((first + length for _, first, length in self.toc.values()), default=0)
        with open(file, "rb") as archive:  # noqa: PTH123
            archive.seek(start)
            self._held = archive.read(-1 if self._solid else length)
        if self._solid:
            # The extension alone: the module `lzma` is itself in the archive.
            from _lzma import LZMADecompressor  # noqa: PLC0415

            self._held = LZMADecompressor().decompress(self._held[HEAD_BYTES:])

    def extract(self, name: str, raw: bool = False) -> object:
        """Return a module's code; `raw` is how PyInstaller asks for its bytes."""
        kind, first, length = self.toc[name]
        if kind == pyimod01_archive.PYZ_ITEM_NSPKG:
            return None
        code = self._held[first : first + length]
        if not self._solid:
            code = zlib.decompress(code)
        return code if raw else marshal.loads(code)  # noqa: S302 - our own code


own = pyimod02_importers.pyz_archive
places = [(file, 0) for file in (SHARED, SOLID) if os.path.isfile(file)]  # noqa: PTH113
pyimod02_importers.pyz_archive = HeldModules(*(places or [(own._filename, own._start_offset)])[0])
# What finds modules in the folder was made for the exe's own archive.
sys.path_importer_cache.pop(FOLDER, None)
