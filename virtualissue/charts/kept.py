"""Drawings on disk, each under a name made of all that it was made of: none is made twice."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path


@dataclass(frozen=True)
class Kept:
    """A folder of drawings, and the names of those that were asked for."""

    folder: Path
    asked: set[str] = field(default_factory=set)

    def get(self, made_of: object, make: Callable[[], str]) -> str:
        """The drawing of something that JSON can write down, made where it is not there."""
        written = json.dumps(made_of, sort_keys=True, ensure_ascii=False)
        path = self.folder / f"{blake2b(written.encode(), digest_size=16).hexdigest()}.svg"
        self.asked.add(path.name)
        if not path.is_file():
            drawing = make()
            self.folder.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(".part")
            aside.write_text(drawing, encoding="utf-8")
            aside.replace(path)
        return path.read_text(encoding="utf-8")

    def forget(self) -> None:
        """Removes what nobody asked for."""
        for path in self.folder.glob("*.svg"):
            if path.name not in self.asked:
                path.unlink()
