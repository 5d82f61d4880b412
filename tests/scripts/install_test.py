"""`cmake --install` puts everything in its place, and the installed programs work without the sources."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

DOCUMENTS = "share/doc/trawl"
# Relative links of a page, without those to a heading of its own.
LINK = re.compile(r"\[([^\[\]]*)\]\((?![a-z]+://|#)([^()\s]+)\)")
GUIDES = {"README.md", "query/SEARCHING.md", "query/report/README.md", "indexer/INDEXING.md", "indexer/upkeep/README.md",
          "indexer/format/FORMAT.md", "data/catalogues/README.md", "data/catalogues/MODEL.md", "data/expected/README.md"}
# These also link to sources, which are not installed.
ABOUT_SOURCES = {".github/ARCHITECTURE.md", ".github/CONTRIBUTING.md", "bench/README.md"}
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
        wanted = {"bin/trawl", "bin/trawl-index", f"{DOCUMENTS}/LICENSE"}
        wanted |= {f"{DOCUMENTS}/{page}" for page in GUIDES | ABOUT_SOURCES}
        wanted |= {f"{DOCUMENTS}/bench/results/{file.name}" for file in (ROOT / "bench/results").iterdir()
                   if file.suffix in (".md", ".svg")}
        for program in ("trawl", "trawl-index"):
            wanted |= {f"share/man/man1/{program}.1", f"share/bash-completion/completions/{program}",
                       f"share/zsh/site-functions/_{program}", f"share/fish/vendor_completions.d/{program}.fish"}
        wanted |= {f"share/trawl/catalogues/{file.name}" for file in (ROOT / "data/catalogues").iterdir()
                   if file.suffix != ".md"}
        documents = {file for file in files if file.startswith(f"{DOCUMENTS}/")}
        self.assertEqual(wanted - files, set())
        self.assertEqual(files - wanted - documents, set())
        for name in {file.removeprefix(f"{DOCUMENTS}/") for file in documents} - ABOUT_SOURCES:
            self.assertEqual((self.prefix / DOCUMENTS / name).read_bytes(), (ROOT / name).read_bytes(), name)
        for program in ("trawl", "trawl-index"):
            self.assertTrue(os.access(self.prefix / "bin" / program, os.X_OK))
            self.assertTrue((self.prefix / f"share/man/man1/{program}.1").read_text().startswith(".TH TRAWL"))

    def links_lead_somewhere(self, page: pathlib.Path, text: str) -> dict[str, bool]:
        return {link: (page.parent / link.partition("#")[0]).exists() for _, link in LINK.findall(text)}

    def test_links_of_pages_lead_somewhere(self) -> None:
        pages = list((self.prefix / DOCUMENTS).rglob("*.md"))
        count = 0
        for page in pages:
            links = self.links_lead_somewhere(page, page.read_text())
            self.assertEqual({link for link, leads_somewhere in links.items() if not leads_somewhere}, set(), page)
            count += len(links)
        self.assertGreater(count, 60)

    def test_pages_about_sources_keep_their_text_and_other_links(self) -> None:
        for name in ABOUT_SOURCES:
            page = self.prefix / DOCUMENTS / name
            source = (ROOT / name).read_text()
            leads_somewhere = self.links_lead_somewhere(page, source)
            text = LINK.sub(lambda link: link[0] if leads_somewhere[link[2]] else link[1], source)
            self.assertEqual(page.read_text(), text, name)

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
