"""The house has floors: a file imports only from floors below its own, and every file stands on one."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = "virtualissue"

# from the ground up; within a floor, nobody knows anybody
FLOORS: tuple[str, ...] = (
    (
        "crew folder fonts mistake notation paper plots policy position preview qr spelling unit world "
        "charts.vega"
    ),
    "formula kept measure source charts.sheet",
    "prose quantity reaction title charts.svg",
    "arithmetic magnitude marks",
    "record",
    "chart course fact model report witness",
    "complaint issue ledger reference charts.scale",
    "address card clue passage plain solution charts.atlas",
    "catalogue dictionary ink table charts.head charts.parts checks.flaw",
    (
        "exports glyphs lesson search charts.grid charts.values "
        "checks.names checks.numbers checks.pointers checks.showing checks.writing"
    ),
    "content checks desk print stylesheet charts",
    "pen",
    "pages",
    "markdown",
    "engine",
    "handout offline website",
    "build",
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms.split()}


def name_of(path: Path) -> str:
    """`virtualissue/charts/svg.py` -> charts.svg, a package's own file -> the package, build.py -> build."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part not in (PACKAGE, "__init__"))


@cache
def read_rooms() -> Mapping[str, frozenset[str]]:
    """Every file by its name, with the names of those that it imports, under TYPE_CHECKING too."""
    paths = {name_of(path): path for path in [*(ROOT / PACKAGE).rglob("*.py"), ROOT / "build.py"]}
    paths.pop("")  # the package itself holds nothing
    return {
        name: frozenset(imported for imported in find_imports(ast.parse(path.read_text()), name) if imported)
        for name, path in paths.items()
    }


def find_imports(tree: ast.AST, name: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (strip(alias.name) for alias in node.names if alias.name.startswith(PACKAGE))
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports relatively"
            module = node.module or ""
            if module.partition(".")[0] == PACKAGE:
                yield from (find_room(strip(module), alias.name) for alias in node.names)


def strip(module: str) -> str:
    return module.removeprefix(PACKAGE).removeprefix(".")


def find_room(module: str, name: str) -> str:
    """What `from module import name` imports: a file of that name, or else something in the module."""
    inner = f"{module}.{name}".removeprefix(".")
    return inner if inner in FLOOR else module


def test_every_file_stands_on_one_floor():
    rooms = [room for floor in FLOORS for room in floor.split()]
    assert sorted(rooms) == sorted(read_rooms())


def test_imports_run_down_only():
    runs_up = [
        f"{room} -> {imported}"
        for room, imports in read_rooms().items()
        for imported in imports
        if FLOOR[imported] >= FLOOR[room]
    ]
    assert runs_up == []


def test_there_is_no_floor_too_many():
    def height(room: str) -> int:
        return 1 + max(map(height, read_rooms()[room]), default=0)

    assert len(FLOORS) == max(map(height, read_rooms()))
