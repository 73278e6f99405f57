"""Print the path of a Chromium or Chrome of this machine. With none, install one first: progress goes to standard error."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
MACOS = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]


def find():
    if given := os.environ.get("CHROMIUM"):
        return given
    for path in [*map(shutil.which, NAMES), *MACOS, playwrights_own()]:
        if path and Path(path).exists():
            return path
    return None


def playwrights_own():
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install():
    print("─── No Chromium here: installing one…", file=sys.stderr, flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "chromium"]):
            # Ubuntu's package is only a signpost to a snap: the search afterwards tells.
            subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, env=environment, check=False)
    if not find():
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=True
        )


if __name__ == "__main__":
    if not find():
        install()
    print(find() or sys.exit("No Chromium was found or installed. Set CHROMIUM to the path of one."))
