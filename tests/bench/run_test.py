#!/usr/bin/env python3
"""Runs bench/run from end to end on a tiny corpus: what it compares, leaves out and writes, but not speed."""

import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
import xml.etree.ElementTree

RUN = pathlib.Path(__file__).resolve().parents[2] / "bench/run"
PROGRAMS = pathlib.Path(os.environ["TRAWL_INDEX_PROGRAM"]).parent
QUERIES = ["eventlet", r"GreenPool\(", "zzabsentzz"]
PEERS = {"cindex", "csearch", "zoekt-index", "zoekt", "ugrep", "git grep"}
FAKE_CINDEX = '#!/bin/sh\necho index >"$CSEARCHINDEX"\n'
# Stands in for csearch -n -- QUERY. A test may add a `| sed`.
FAKE_CSEARCH = '#!/bin/sh\nrg --no-config -uuu --no-heading --with-filename -n -e "$3" {corpus} {pipe}\nexit 0\n'
HOUND = {"Results": {"openstack/heat": {"Matches": [
    {"Filename": "api.py", "Matches": [{"LineNumber": 3, "Line": "pool = eventlet.GreenPool(7)"}]}]}}}


class HoundHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(HOUND).encode())

    def log_message(self, *_):
        pass


class Run(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-bench-")
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name).resolve()
        self.corpus = self.root / "tiny"
        self.write("tiny/openstack/heat/api.py", "import eventlet\n\npool = eventlet.GreenPool(7)\n")
        self.write("tiny/openstack/heat/.zuul.yaml", "eventlet_opts: 1\n")
        self.write("tiny/openstack/nova/service.py", "def start():\n    return eventlet.spawn()")
        (self.corpus / "openstack/nova/logo.png").write_bytes(b"\0eventlet\n")
        (self.corpus / "openstack/nova/latin.txt").write_bytes(b"caf\xe9 eventlet\n")
        self.bin = self.root / "bin"
        self.bin.mkdir()

    def write(self, name: str, text: str, mode: int = 0o644) -> pathlib.Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def on_path(self, *programs: str) -> None:
        for program in programs:
            (self.bin / program).symlink_to(shutil.which(program))

    def fake_codesearch(self, pipe: str = "") -> None:
        self.write("bin/cindex", FAKE_CINDEX, 0o755)
        self.write("bin/csearch", FAKE_CSEARCH.format(corpus=self.corpus, pipe=pipe), 0o755)

    def bench(self, path: str, *flags: str, queries=QUERIES, corpus=None) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, RUN, "--runs", "1", "--cold-runs", "0", "--programs", PROGRAMS, "--work", self.root,
             "--output", self.root / "out", *(word for query in queries for word in ("--query", query)), *flags,
             corpus or self.corpus],
            capture_output=True, text=True, env={**os.environ, "PATH": path})

    def results(self, path: str, *flags: str, queries=QUERIES, corpus=None) -> dict:
        done = self.bench(path, *flags, queries=queries, corpus=corpus)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.root / "out/tiny.json").read_text())

    def searchers(self, results: dict, query: str) -> dict[str, dict]:
        rows = next(each["searchers"] for each in results["queries"] if each["query"] == query)
        return {row["name"]: row for row in rows}

    def test_with_whatever_is_on_path(self):
        results = self.results(os.environ["PATH"])
        self.assertEqual({query["query"]: query["lines"] for query in results["queries"]},
                         {"eventlet": 5, r"GreenPool\(": 1, "zzabsentzz": 0})
        self.assertEqual(results["corpus"]["files"], 5)
        self.assertEqual([build["name"] for build in results["builds"]][:2],
                         ["trawl-index --memory 1G", "trawl-index --memory 256M"])
        for row in [*results["builds"], *(row for query in results["queries"] for row in query["searchers"])]:
            self.assertEqual(len(row["warm"]["wall_seconds"]), 1)
            self.assertGreater(row["warm"]["peak_bytes"], 0)
        names = {build["name"] for build in results["builds"]} | self.searchers(results, "eventlet").keys()
        self.assertEqual(PEERS - names | {"Hound"}, set(results["left_out"]))
        self.assertEqual(list(self.root.glob("bench-*")), [], "indexes are left behind")

    def test_pages_and_charts_are_whole_and_say_nothing_of_this_machine(self):
        self.on_path("rg")
        results = self.results(str(self.bin))
        drawing = xml.etree.ElementTree.parse(self.root / "out/tiny.svg").getroot()
        self.assertEqual(drawing.tag, "{http://www.w3.org/2000/svg}svg")
        said = {text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
        self.assertLessEqual({"trawl", "ripgrep", "trawl-index --memory 1G", "search eventlet  (5 lines)"}, said)
        page = (self.root / "out/tiny.md").read_text()
        self.assertIn("### `GreenPool\\(`: 1 lines", page)
        self.assertIn("(tiny.svg)", page)
        for name in ("tiny.md", "tiny.json", "tiny.svg"):
            text = (self.root / "out" / name).read_text()
            self.assertNotIn(str(self.root), text)
            self.assertNotIn(str(RUN.parents[1]), text)
            if len(socket.gethostname()) > 3:
                self.assertNotIn(socket.gethostname(), text)
        self.assertLessEqual({"cpu", "cores", "memory_bytes", "kernel"}, results["machine"].keys())
        self.assertTrue(results["command"].startswith("bench/run --runs 1 --cold-runs 0 "), results["command"])

    def test_peers_that_are_not_there_are_left_out_by_name(self):
        self.on_path("rg")
        results = self.results(str(self.bin))
        self.assertEqual(set(results["left_out"]), PEERS | {"Hound"})
        self.assertEqual(list(self.searchers(results, "eventlet")), ["trawl", "ripgrep"])
        self.assertEqual(len(results["builds"]), 2)
        self.assertIn("csearch", (self.root / "out/tiny.md").read_text())

    def test_calls_of_the_library_are_measured(self):
        self.on_path("rg")
        library = self.results(str(self.bin))["library"]
        self.assertEqual([(call["query"], call["lines"]) for call in library["calls"]],
                         list(zip(QUERIES, (5, 1, 0))))
        self.assertGreater(library["peak_bytes"], 1 << 20)
        self.assertIn("Calls of the library", (self.root / "out/tiny.md").read_text())

    def test_csearch_without_cindex_is_left_out(self):
        self.on_path("rg")
        self.fake_codesearch()
        (self.bin / "cindex").unlink()
        self.assertEqual(set(self.results(str(self.bin))["left_out"]), PEERS | {"Hound"})

    def test_a_peer_that_loses_a_line_is_told(self):
        self.on_path("rg", "sh", "sed")
        self.fake_codesearch("| sed '$d'")
        results = self.results(str(self.bin), queries=[r"GreenPool\("])
        lost = self.searchers(results, r"GreenPool\(")
        self.assertEqual((lost["csearch"]["missing"], lost["csearch"]["extra"]), (1, 0))
        self.assertEqual((lost["ripgrep"]["missing"], lost["trawl"]["missing"]), (0, 0))
        self.assertIn("1 missing, 0 extra", (self.root / "out/tiny.md").read_text())

    def test_a_peer_that_invents_a_line_is_told(self):
        self.on_path("rg", "sh", "sed")
        self.fake_codesearch(f"| sed '1i {self.corpus}/openstack/heat/api.py:9:import'")
        results = self.results(str(self.bin), queries=[r"GreenPool\("])
        self.assertEqual(self.searchers(results, r"GreenPool\(")["csearch"]["extra"], 1)

    def test_when_ripgrep_differs_from_trawl_nothing_is_written(self):
        self.write("bin/rg", "#!/bin/sh\nexit 1\n", 0o755)
        done = self.bench(str(self.bin))
        self.assertEqual(done.returncode, 1)
        self.assertIn("bench/run: eventlet: 5 lines, ripgrep has 0; the first that differs: ", done.stderr)
        self.assertFalse((self.root / "out").exists())

    def test_without_ripgrep_one_line_says_so(self):
        done = self.bench(str(self.bin))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "bench/run: ripgrep (rg) is not on PATH; every answer is compared with it\n")

    def test_a_corpus_can_be_one_repository(self):
        self.on_path("rg")
        results = self.results(str(self.bin), "--depth", "0")
        self.assertEqual(self.searchers(results, "eventlet")["trawl"]["missing"], 0)
        self.assertEqual(results["queries"][0]["lines"], 5)

    def test_a_corpus_file_is_one_directory_to_the_peers(self):
        self.on_path("rg")
        self.write("listed.tsv", "# a comment\nheat@1\ttiny/openstack/heat\nstack/nova@2\ttiny/openstack/nova\n")
        done = self.bench(str(self.bin), corpus=self.root / "listed.tsv")
        self.assertEqual(done.returncode, 0, done.stderr)
        results = json.loads((self.root / "out/listed.json").read_text())
        self.assertEqual([(query["lines"], query["searchers"][1]["missing"]) for query in results["queries"]],
                         [(5, 0), (1, 0), (0, 0)])

    def test_a_bad_corpus_file_is_told_in_one_line(self):
        self.write("listed.tsv", "heat\tnowhere\n")
        done = self.bench(os.environ["PATH"], corpus=self.root / "listed.tsv")
        self.assertEqual((done.returncode, done.stderr), (1, "bench/run: listed.tsv:1: nowhere is no directory\n"))

    def test_a_peer_that_fails_is_left_out_and_says_why(self):
        self.on_path("rg", "sh")
        self.fake_codesearch()
        self.write("bin/cindex", "#!/bin/sh\necho 'out of \377 luck' >&2\nexit 3\n", 0o755)
        left_out = self.results(str(self.bin))["left_out"]
        self.assertRegex(left_out["cindex"], r"^cindex exited with 3: out of . luck$")
        self.assertEqual(left_out["csearch"], "has no index to search")

    def test_versions_may_be_any_bytes(self):
        self.on_path("sh", "sed", "rg")
        self.fake_codesearch()
        self.write("bin/ugrep", "#!/bin/sh\nif [ $1 = --version ]; then printf 'ugrep \\377 7\\n'; else exit 1; fi\n",
                   0o755)
        self.assertEqual(self.results(str(self.bin))["versions"]["ugrep"], "ugrep \ufffd 7")

    def test_answers_can_be_compared_alone(self):
        self.on_path("rg", "sh", "sed")
        self.fake_codesearch("| sed '$d'")
        done = self.bench(str(self.bin), "--answers-only", queries=[r"GreenPool\("])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("GreenPool\\( (1 lines): trawl: 0 missing, 0 extra\n", done.stdout)
        self.assertIn("csearch: 1 missing, 0 extra, first openstack/heat/api.py:3\n", done.stdout)
        self.assertFalse((self.root / "out").exists())

    def test_only_what_is_asked_for_is_run(self):
        self.on_path("rg", "ugrep" if shutil.which("ugrep") else "git")
        results = self.results(str(self.bin), "--only", "csearch")
        self.assertEqual(set(results["left_out"]), {"csearch"})
        self.assertEqual(list(self.searchers(results, "eventlet")), ["trawl", "ripgrep"])

    def test_a_running_hound_is_asked(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), HoundHandler)
        threading.Thread(target=server.serve_forever).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.on_path("rg")
        results = self.results(str(self.bin), "--hound", f"http://127.0.0.1:{server.server_port}")
        self.assertEqual(self.searchers(results, r"GreenPool\(")["Hound"]["missing"], 0)
        found = self.searchers(results, "eventlet")["Hound"]
        self.assertEqual((found["missing"], found["extra"], found["warm"]["peak_bytes"]), (4, 0, None))

    def test_the_bars_are_those_of_the_release(self):
        self.on_path("rg")
        self.corpus.rename(self.root / "openstack-2024.2")
        done = self.bench(str(self.bin), corpus=self.root / "openstack-2024.2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^build, --memory 1G: times cindex >= 2\.3 +not measured$")
        self.assertRegex(done.stdout, r"(?m)^search eventlet: ms <= 15 .*(reached|MISSED)$")


if __name__ == "__main__":
    unittest.main()
