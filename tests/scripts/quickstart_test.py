#!/usr/bin/env python3
"""Tests scripts/quickstart with stand-ins for the programs that it runs: what it does when they fail."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

QUICKSTART = pathlib.Path(__file__).resolve().parents[2] / "scripts/quickstart"
INDEXER = """#!/usr/bin/env bash
# trawl-index build --index DIRECTORY ...
mkdir -p "$3"
echo "$VERSION" >"$3/content"
exit "$BUILD_CODE"
"""


class Quickstart(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-quickstart-")
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name)
        self.index = self.root / "build/indexes/openstack-2024.2"
        self.write("scripts/build", "#!/bin/sh\n")
        self.write("scripts/fetch_release", "#!/bin/sh\nexit $FETCH_CODE\n")
        self.write("build/release/trawl-index", INDEXER)
        self.write("build/release/trawl", "#!/bin/sh\nexit 1\n")
        self.write("data/catalogues/some.yaml", "catalogue: some\n")
        shutil.copy(QUICKSTART, self.root / "scripts/quickstart")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def fetch(self) -> None:
        self.write("build/corpora/openstack-2024.2.stamps/openstack/heat", "heat 1\n")

    def run_it(self, version: str = "", build: int = 0, fetch: int = 0) -> subprocess.CompletedProcess:
        return subprocess.run([self.root / "scripts/quickstart"], capture_output=True, text=True,
                              env={"PATH": "/usr/bin:/bin", "VERSION": version, "BUILD_CODE": str(build),
                                   "FETCH_CODE": str(fetch)})

    def content(self) -> str:
        return (self.index / "content").read_text().strip()

    def beside(self) -> list[str]:
        return sorted(path.name for path in self.index.parent.iterdir())

    def test_nothing_fetched_is_said(self):
        done = self.run_it(fetch=1)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "quickstart: nothing was fetched, so there is nothing to index\n")

    def test_what_could_not_be_fetched_leaves_an_index_of_the_rest(self):
        self.fetch()
        self.assertEqual(self.run_it("first", fetch=1).returncode, 1)
        self.assertEqual(self.content(), "first")

    def test_a_build_that_fails_leaves_the_index(self):
        self.fetch()
        self.assertEqual(self.run_it("first").returncode, 0)
        self.assertEqual(self.run_it("unchanged").returncode, 0)
        self.assertEqual(self.content(), "first")
        self.write("build/release/trawl-index", INDEXER + "# another program\n")
        self.assertEqual(self.run_it("broken", build=2).returncode, 2)
        self.assertEqual(self.content(), "first")
        self.assertEqual(self.run_it("second").returncode, 0)
        self.assertEqual(self.content(), "second")
        self.assertEqual(self.beside(), ["openstack-2024.2", "openstack-2024.2.stamp"])


if __name__ == "__main__":
    unittest.main()
