"""PATH and CHROME -> a Chromium: the only file that knows how browsers are called and how to get one."""

import os
import shutil
import subprocess
import sys

# The best one first: without any window, a page takes little more than half of the processor time.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser",
    "google-chrome", "google-chrome-stable", "chrome",
)  # fmt: skip
HOW_TO_GET_ONE = (
    "No Chromium or Chrome on PATH. Install one (on Debian: sudo apt-get install chromium-headless-shell), "
    "or give its path in the variable CHROME."
)
PACKAGES = (NAMES[0], "libatomic1")  # the second is what the driver of Playwright needs
# Beyond what Playwright sets itself: nothing but the pages under test may talk to the network.
FLAGS = ("--disable-gpu", "--disable-quic", "--disable-component-update", "--disable-sync")


class ChromiumMissingError(Exception):
    """There is no browser to test with; the message says how to get one."""


def find_chromium() -> str:
    """Path of the browser named by CHROME, else of the first known one on PATH."""
    if wish := os.environ.get("CHROME"):
        if found := shutil.which(wish):
            return found
        raise ChromiumMissingError(f"CHROME is {wish!r}, which is no program.")
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise ChromiumMissingError(HOW_TO_GET_ONE)


def may_install() -> bool:
    """Only root may, and only where Debian's package manager is."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and not os.environ.get("CHROME")


def install_chromium() -> None:
    """Debian's packages, without questions and without what they merely recommend."""
    quiet = [
        "apt-get",
        "-qq",
        "-o",
        "Dpkg::Use-Pty=0",
        "-o",
        "Acquire::Retries=2",
        "-o",
        "Acquire::http::Timeout=60",
    ]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*quiet, "update"], env=environment, check=True)
    subprocess.run(
        [*quiet, "install", "-y", "--no-install-recommends", *PACKAGES],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def main() -> None:
    """Install the best browser where that is allowed; then find one, or say how to get one."""
    if may_install() and not shutil.which(NAMES[0]):
        print("Installing Chromium (once) ...", flush=True)
        try:
            install_chromium()
        except subprocess.CalledProcessError:
            print("It cannot be installed.", flush=True)
    try:
        find_chromium()
    except ChromiumMissingError as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
