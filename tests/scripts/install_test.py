"""`cmake --install` puts everything in its place, and the installed programs work without the sources."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ROOT / "build/release").resolve()


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.place = tempfile.TemporaryDirectory()
        cls.prefix = pathlib.Path(cls.place.name) / "prefix"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", cls.prefix], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.place.cleanup()

    def run_installed(self, *words: str) -> subprocess.CompletedProcess:
        environment = {"PATH": f"{self.prefix}/bin", "TRAWL_INDEX": f"{self.place.name}/index"}
        return subprocess.run(words, cwd=self.place.name, env=environment, capture_output=True, text=True)

    def test_places(self) -> None:
        files = {str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*") if path.is_file()}
        wanted = {"bin/trawl", "bin/trawl-index", "share/doc/trawl/LICENSE", "share/doc/trawl/README.md",
                  "share/doc/trawl/indexer/format/FORMAT.md", "share/doc/trawl/data/catalogues/MODEL.md"}
        for program in ("trawl", "trawl-index"):
            wanted |= {f"share/man/man1/{program}.1", f"share/bash-completion/completions/{program}",
                       f"share/zsh/site-functions/_{program}", f"share/fish/vendor_completions.d/{program}.fish"}
        wanted |= {f"share/trawl/catalogues/{file.name}" for file in (ROOT / "data/catalogues").iterdir()
                   if file.suffix != ".md"}
        pages = {file for file in files if file.startswith("share/doc/trawl/")}
        self.assertEqual(wanted - files, set())
        self.assertEqual(files - wanted - pages, set())
        for page in pages:
            self.assertEqual((self.prefix / page).read_bytes(),
                             (ROOT / page.removeprefix("share/doc/trawl/")).read_bytes())
        for program in ("trawl", "trawl-index"):
            self.assertTrue(os.access(self.prefix / "bin" / program, os.X_OK))
            self.assertTrue((self.prefix / f"share/man/man1/{program}.1").read_text().startswith(".TH TRAWL"))

    def test_installed_programs_use_installed_catalogues(self) -> None:
        source = pathlib.Path(self.place.name) / "heat"
        source.mkdir()
        (source / "all.py").write_text("import eventlet\neventlet.monkey_patch()\n")
        catalogue = f"{self.prefix}/share/trawl/catalogues/eventlet.yaml"
        built = self.run_installed("trawl-index", "build", "--rules", catalogue, "heat")
        self.assertEqual((built.returncode, built.stderr), (0, ""))
        self.assertEqual(self.run_installed("trawl", "search", "monkey_patch").stdout,
                         "heat/all.py:2:eventlet.monkey_patch()\n")
        report = self.run_installed("trawl", "report", "--catalogue", "eventlet")
        self.assertEqual((report.returncode, report.stderr), (0, ""))
        self.assertIn("heat", report.stdout)


if __name__ == "__main__":
    unittest.main()
