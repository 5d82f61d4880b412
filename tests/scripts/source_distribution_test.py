#!/usr/bin/env python3
"""What remains of a source distribution: the tracked files, inside the directory that was asked for."""

import io
import pathlib
import sys
import tarfile
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
sys.dont_write_bytecode = True
import source_distribution  # noqa: E402

SETUP_CFG = "[metadata]\nname = heat\n"
ADDED = "\n[egg_info]\ntag_build = \ntag_date = 0\n\n"
KEEPS_AUTHORS = SETUP_CFG + "\n[pbr]\nskip_authors = True\nskip_changelog = false\n"

GENERATED = {"AUTHORS": "A B <a@b>\n", "ChangeLog": "CHANGES\n", "PKG-INFO": "Name: heat\n",
             "heat.egg-info/PKG-INFO": "Name: heat\n", "releasenotes/notes/reno.cache": "{}\n"}
TRACKED = {"heat/api.py": "pass\n", "heat/ChangeLog": "tracked: not at the top\n",
           "tests/data/x.egg-info/PKG-INFO": "a test's\n"}


def member(name: str, content: str = "", **attributes) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    return info, content.encode()


class SourceDistributionTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name)
        self.tree = self.root / "tree"

    def unpack(self, *members) -> None:
        archive = self.root / "heat-1.0.tar.gz"
        with tarfile.open(archive, "w:gz") as tar:
            for info, content in members:
                tar.addfile(info, io.BytesIO(content))
        source_distribution.unpack(archive, self.tree)

    def unpacked(self, files: dict[str, str]) -> dict[str, str]:
        self.unpack(*(member(f"heat-1.0/{name}", content) for name, content in files.items()))
        source_distribution.remove_generated(self.tree)
        return {str(path.relative_to(self.tree)): path.read_text()
                for path in self.tree.rglob("*") if path.is_file()}

    def test_generated_files_are_left_out(self):
        files = {**GENERATED, **TRACKED, "setup.cfg": SETUP_CFG + ADDED}
        self.assertEqual(self.unpacked(files), {**TRACKED, "setup.cfg": SETUP_CFG})

    def test_what_pbr_does_not_write_is_tracked(self):
        files = {**GENERATED, "setup.cfg": KEEPS_AUTHORS + ADDED}
        self.assertEqual(self.unpacked(files), {"AUTHORS": GENERATED["AUTHORS"], "setup.cfg": KEEPS_AUTHORS})

    def test_a_section_of_the_repositorys_own_stays(self):
        for cfg in (SETUP_CFG, SETUP_CFG + "\n[egg_info]\ntag_build = \ntag_date = 0\ntag_svn_revision = 0\n"):
            (self.root / "setup.cfg").write_text(cfg)
            source_distribution.restore_setup_cfg(self.root / "setup.cfg")
            self.assertEqual((self.root / "setup.cfg").read_text(), cfg)

    def test_programs_stay_programs_and_files_are_readable(self):
        self.unpack(member("heat-1.0/run", "x", mode=0o700), member("heat-1.0/read", "x", mode=0o000))
        self.assertEqual((self.tree / "run").stat().st_mode & 0o777, 0o755)
        self.assertEqual((self.tree / "read").stat().st_mode & 0o777, 0o644)

    def test_an_archive_cannot_write_elsewhere(self):
        for hostile in (member("heat-1.0/../../out"), member("/etc/out"),
                        member("heat-1.0/link", type=tarfile.SYMTYPE, linkname="/etc"),
                        member("heat-1.0/hard", type=tarfile.LNKTYPE, linkname="heat-1.0/../../x"),
                        member("heat-1.0/device", type=tarfile.CHRTYPE)):
            with self.subTest(hostile[0].name):
                self.tree = self.root / hostile[0].name.replace("/", "+")
                with self.assertRaises(ValueError):
                    self.unpack(member("heat-1.0/a", "a"), hostile)
                self.assertEqual(list(self.tree.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
