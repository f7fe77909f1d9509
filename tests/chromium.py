"""PATH and CHROME -> a Chromium: the only file that knows how browsers are called and how to get one."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW_TO_GET_ONE = (
    "No Chromium or Chrome on PATH. Install one (on Debian: sudo apt-get install chromium), "
    "or give its path in the variable CHROME."
)
PACKAGES = ("chromium", "libatomic1")  # the second is what the driver of Playwright needs
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
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*quiet, "update"], env=environment, check=True)
    subprocess.run(
        [*quiet, "install", "-y", "--no-install-recommends", *PACKAGES],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def main() -> None:
    """Find a browser; where there is none, install it or say how."""
    try:
        find_chromium()
    except ChromiumMissingError as missing:
        if not may_install():
            sys.exit(str(missing))
        print("Installing Chromium (once) ...", flush=True)
        try:
            install_chromium()
        except subprocess.CalledProcessError:
            sys.exit(f"Chromium cannot be installed. {missing}")
        find_chromium()


if __name__ == "__main__":
    main()
