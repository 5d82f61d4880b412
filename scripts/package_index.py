"""The package index as pip is configured here: its URLs, trusted hosts and certificates."""

import ast
import os
import subprocess
import sys

from pip._internal.models.index import PyPI
from unearth import PackageFinder

# Later sections take precedence, as in pip itself.
SECTIONS = ("global", "install", "download", ":env:")


def pip_settings() -> dict[str, str]:
    """The output of `pip config list` (files and PIP_* variables), one value per key."""
    listing = subprocess.run([sys.executable, "-m", "pip", "config", "list"],
                             check=True, capture_output=True, text=True).stdout
    found = dict(line.split("=", 1) for line in listing.splitlines() if "=" in line)
    settings = {}
    for section in SECTIONS:
        for name, value in found.items():
            if name.startswith(section + "."):
                settings[name[len(section) + 1:]] = ast.literal_eval(value)
    return settings


def make_finder() -> PackageFinder:
    """A finder for source distributions, which threads may share."""
    settings = pip_settings()
    if settings.get("cert"):
        os.environ.setdefault("SSL_CERT_FILE", settings["cert"])
    finder = PackageFinder(
        index_urls=[settings.get("index-url", PyPI.simple_url),
                    *settings.get("extra-index-url", "").split()],
        find_links=[place for place in settings.get("find-links", "").split()
                    if "://" in place or os.path.exists(place)],
        trusted_hosts=settings.get("trusted-host", "").split(),
        no_binary=[":all:"],  # a wheel does not contain the tracked files
    )
    finder.session  # make it here, because making it in the threads would create several
    return finder
