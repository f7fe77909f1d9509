"""The classes of schema.org, each with its properties, from the types that npm has of them."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TYPES = Path(__file__).resolve().parents[2] / ".venv/npm/node_modules/schema-dts/dist/schema.d.ts"
HOW_TO_GET_IT = "The vocabulary of schema.org is missing in .venv/npm: `make lint` installs it."
INTERFACE = re.compile(
    r"^(?:export )?interface (\w+)(?: extends ([\w, <>]+))? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL
)


@cache
def read_classes() -> Mapping[str, frozenset[str]]:
    """The properties of each class, with those that it has from wider ones."""
    assert TYPES.is_file(), HOW_TO_GET_IT
    found = {
        name: (wider, body) for name, wider, body in INTERFACE.findall(TYPES.read_text(encoding="utf-8"))
    }

    def gather(name: str) -> frozenset[str]:
        wider, body = found.get(name, ("", ""))  # what is no interface is the reference to a node, by its id
        own = frozenset(re.findall(r'^    "(\w+)"\?:', body, re.MULTILINE))
        return own.union(*(gather(other.strip()) for other in wider.split(",") if other.strip()))

    leaves = ((re.findall(r'"@type": "(\w+)"', body), name) for name, (_, body) in found.items())
    return {classes[0]: gather(name) for classes, name in leaves if classes}
