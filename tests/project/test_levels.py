"""The plan of the package: its packages, the level of each, and how many files a folder may hold."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import virtualissue

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "virtualissue"

# A package imports from lower levels only, never from another package of its own level.
LEVELS: Mapping[str, int] = {
    "words": 0,
    "diagnostics": 1, "files": 1, "lock": 1, "chemistry": 1, "crystals": 1,
    "text": 2, "quantities": 2, "file_cache": 2,
    "bibliography": 3,
    "model": 4,
    "authoring": 5, "views": 5,
    "loader": 6, "charts": 6, "search": 6, "exports": 6,
    "checks": 7, "reports": 7, "importing": 7, "print": 7,
    "site": 8,
    "options": 9,
    "build": 10,
}  # fmt: skip
MOST_FILES = 12


def name_of(path: Path) -> str:
    """The dotted name of a module inside the package: `virtualissue/text/prose.py` -> `text.prose`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part not in ("virtualissue", "__init__"))


@cache
def read_trees() -> Mapping[Path, ast.Module]:
    """Every module, parsed; the package's own __init__.py is left out, which imports nothing."""
    paths = [ROOT / "build.py", *(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def read_imports() -> Mapping[str, frozenset[str]]:
    """Every module with the modules of this project that it imports, those under TYPE_CHECKING too."""
    trees = read_trees()
    names = {name_of(path) for path in trees}
    return {name_of(path): frozenset(find_imports(tree, names)) for path, tree in trees.items()}


def find_statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All statements, those inside of others too; no expression has an import or a class in it."""
    for blocks in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(tree, blocks, ()):
            yield node
            yield from find_statements(node)


def find_imports(tree: ast.AST, modules: set[str]) -> Iterator[str]:
    for node in find_statements(tree):
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("virtualissue") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            package, _, module = (node.module or "").partition(".")
            if package == "virtualissue":
                for alias in node.names:
                    inner = f"{module}.{alias.name}".removeprefix(".")
                    yield inner if inner in modules else module


def package_of(module: str) -> str:
    return module.partition(".")[0]


def test_every_package_has_a_level():
    assert {package_of(module) for module in read_imports()} == set(LEVELS)


def test_a_package_imports_from_lower_levels_only():
    wrong = [
        f"{module} imports {imported}"
        for module, imports in read_imports().items()
        for imported in imports
        if package_of(imported) != package_of(module)
        and LEVELS[package_of(imported)] >= LEVELS[package_of(module)]
    ]
    assert wrong == []


def test_no_circle_inside_a_package():
    def reach(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"a circle of imports: {' -> '.join((*path, module))}"
        for imported in read_imports()[module]:
            if package_of(imported) == package_of(module) and imported != package_of(module):
                reach(imported, (*path, module))

    for module in read_imports():
        reach(module, ())


def test_no_folder_holds_more_than_a_dozen_files():
    folders = Counter(path.parent for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert {str(folder): count for folder, count in folders.items() if count > MOST_FILES} == {}


def find_types(tree: ast.Module) -> Iterator[str]:
    """The classes of a module, and the names that it gives to types."""
    for node in find_statements(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            name = ast.unparse(node.targets[0])
            if name.isidentifier() and name[0].isupper() and not name.isupper():
                yield name


def test_no_name_of_a_type_means_two_things():
    modules = [tree for path, tree in read_trees().items() if path.is_relative_to(PACKAGE)]
    defined = Counter(name for tree in modules for name in find_types(tree) if not name.startswith("_"))
    assert {"Entity", "VerticalAlign"} <= {*defined}
    assert [name for name, count in defined.items() if count > 1] == []


def test_the_package_tells_the_order_in_which_to_read_it():
    text = virtualissue.__doc__ or ""
    assert [name for name in LEVELS if name != "build" and f"    {name}" not in text] == []
