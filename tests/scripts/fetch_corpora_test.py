#!/usr/bin/env python3
"""Tests scripts/fetch_corpora without a network: packages are made here, and a script stands in for apt-get."""

import datetime
import os
import pathlib
import subprocess
import sys
import tempfile
import types
import unittest

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))
sys.dont_write_bytecode = True
import debian_source  # noqa: E402
import source_distribution  # noqa: E402

APT_GET = """#!/bin/sh
echo "$@" >>{log}
if [ ! -f {packages}/"$3".deb ]; then echo "E: Unable to locate package $3" >&2; exit 100; fi
cp {packages}/"$3".deb "$3"_1.0_all.deb
"""
CONTROL = "Package: {}\nVersion: 1.0\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a test's\n"


def day(number: int) -> datetime.datetime:
    return datetime.datetime(2024, 4, number, tzinfo=datetime.timezone.utc)


def package(version: str, uploaded: datetime.datetime | None) -> types.SimpleNamespace:
    return types.SimpleNamespace(version=version, link=types.SimpleNamespace(upload_time=uploaded))


class FetchCorporaTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-corpora-")
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name)
        self.packages, self.out, self.log = self.root / "packages", self.root / "out", self.root / "log"
        self.packages.mkdir()
        apt_get = self.root / "bin/apt-get"
        apt_get.parent.mkdir()
        apt_get.write_text(APT_GET.format(log=self.log, packages=self.packages))
        apt_get.chmod(0o755)

    def package(self, name: str, archive: str, *files: str) -> None:
        """A package with an archive of `files`, named by their paths in it."""
        contents, tree = self.root / "contents" / name, self.root / "trees" / name
        for file in files:
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            (tree / file).write_text(f"{file}\n")
        (contents / archive).parent.mkdir(parents=True)
        subprocess.run(["tar", "-cJf", contents / archive, "-C", tree, *os.listdir(tree)], check=True)
        (contents / "DEBIAN").mkdir()
        (contents / "DEBIAN/control").write_text(CONTROL.format(name))
        subprocess.run(["dpkg-deb", "-b", contents, self.packages / f"{name}.deb"], check=True, capture_output=True)

    def linux(self, archive: str = "usr/src/linux-source-6.1.tar.xz") -> None:
        self.package("linux-source-6.1", archive, "linux-source-6.1/Makefile", "linux-source-6.1/kernel/fork.c")

    def fetch(self, corpus: str = "linux") -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, SCRIPTS / "fetch_corpora", "--out", self.out, corpus],
                              capture_output=True, text=True,
                              env={**os.environ, "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}"})

    def test_a_package_becomes_a_repository_of_a_corpus_file(self):
        self.linux()
        self.assertEqual(self.fetch().returncode, 0)
        self.assertEqual((self.out / "linux.tsv").read_text(), "linux@6.1\tdebian/linux@6.1\n")
        tree = self.out / "debian/linux@6.1"
        self.assertEqual({str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()},
                         {"Makefile", "kernel/fork.c"})
        self.assertEqual(list((self.out / "debian.partial").iterdir()), [])

    def test_what_is_there_is_not_fetched_again(self):
        self.linux()
        self.fetch()
        done = self.fetch()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(len(self.log.read_text().splitlines()), 1)

    def test_half_a_run_is_taken_up_again(self):
        self.linux()
        half = self.out / "debian.partial/linux-source-6.1/tree/junk"
        half.parent.mkdir(parents=True)
        half.write_text("junk\n")
        self.assertEqual(self.fetch().returncode, 0)
        self.assertFalse((self.out / "debian/linux@6.1/junk").exists())

    def test_an_unknown_package_is_told_in_one_line(self):
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "fetch_corpora: failed: linux-source-6.1: apt-get failed: E: Unable to locate "
                         "package linux-source-6.1\n")
        self.assertFalse((self.out / "linux.tsv").exists())

    def test_a_package_without_the_archive_is_told_in_one_line(self):
        self.linux("usr/src/other.tar.xz")
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "fetch_corpora: failed: linux-source-6.1: 0 places in it are "
                         "usr/src/linux-source-6.1.tar.xz, there should be one\n")

    def test_the_list_names_each_repository_and_package_once(self):
        sources = debian_source.read_list(SCRIPTS.parent / "data/mix.tsv", self.out)
        self.assertEqual(len({source.repository for source in sources}), len(sources))
        self.assertEqual(len({source.package for source in sources}), len(sources))

    def test_the_newest_version_before_a_day_is_taken(self):
        packages = [package("3", day(9)), package("2.1", None), package("2", day(5)), package("1", day(1))]
        self.assertEqual(source_distribution.newest_before(packages, day(9)).version, "2")
        self.assertIsNone(source_distribution.newest_before(packages, day(1)))
        for unknown in ([], [package("1", None)]):
            with self.assertRaises(LookupError):
                source_distribution.newest_before(unknown, day(9))


if __name__ == "__main__":
    unittest.main()
