"""Who scans the logs of one scan; apart from `parallel`, which only large logs need."""

from __future__ import annotations

import os

from msgspec import Struct

from app.core.catalog.model import Catalog
from app.services.scanning.progress import NOBODY_WATCHES, Watch
from app.storage.catalog.cache import Compiled
from app.storage.places import Places

AUTO_BYTES = 150_000_000
"""From so many bytes on, starting a worker takes less time than it saves."""


class Team(Struct, frozen=True):
    """Who scans: how many processes at once, this one among them if it is to `participate`.

    `processes` is None or 0 for as many as the logs are worth. Workers need to know where the catalog is, and which;
    `joined` is where it is kept when entries of other folders were added to it. `watch` is told of each file.
    """

    processes: int | None = 1
    participate: bool = True
    places: Places | None = None
    catalog: Catalog | None = None
    joined: Compiled | None = None
    watch: Watch = NOBODY_WATCHES

    def size(self, total: int) -> int:
        """How many processes scan logs of so many bytes."""
        if self.places is None or self.catalog is None:
            return 1
        if self.processes:
            return self.processes
        return 2 if total >= AUTO_BYTES and (os.cpu_count() or 1) > 1 else 1


ALONE = Team()
