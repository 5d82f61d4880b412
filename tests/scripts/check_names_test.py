#!/usr/bin/env python3
"""Runs scripts/check_names on made corpora: check_names_test.py BUILD_DIRECTORY."""

import ast
import pathlib
import random
import subprocess
import sys
import tempfile
import textwrap
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv.pop(1))

TRICKY = {
    "alternatives": """
        try:
            import eventlet
            from oslo_utils import timeutils as clock
        except ImportError:
            eventlet = None
            import datetime as clock
        def wait():
            if eventlet:
                eventlet.sleep(clock.utcnow())
        """,
    "scopes": """
        import os, json
        from datetime import datetime
        class Path(os.PathLike):
            os = os.path
            join = os.join
            def json(self, os=os.sep): return json.dumps(os.x, datetime.now())
        lambda json, at=json.a: json.b(os.c, [datetime for datetime in datetime.d])
        def late():
            global json
            print(json.e, os.f)
            os = 1
        json = os.g(json)
        json.h
        """,
    "targets": """
        import os, json
        from eventlet import sleep as nap, spawn
        for os.x in json.a: pass
        with open(os.path) as json: json.b
        os.environ["a"], (nap.b, [spawn, *c]) = 1, (2, [3])
        if (nap := nap(1)) and spawn(nap): os.c
        f(os=os, nap=os.d)
        del os
        os.e
        """,
    "layout": "\ufeffimport os\r\nif a:\r\n\tos.a; os.b\r\n\x0c\r\nelse: os \\\r\n  .c\r\n'''\r\nos.d\r\n''', os.e(\r\n  os\r\n  .f)\r\n",
    "strings": """
        import os
        f"{os.a} {os.b!r:>{os.c}} {{os.d}}" f'''
        {os.e(
            os.f)}'''
        rb"{os.g}"
        """,
}

# What a random source is made of. N is a name, V a value.
SIMPLE = ("N = V", "N = N.a", "N += V", "import N", "import os.path as N", "from eventlet import sleep as N", "V", "V",
          "from json import N", "N, b = V, V", "for N in V: V", "with V as N: pass", "del N", "f(N=V)", "N.a = V", "pass",
          "class N(V): N = V", "lambda N, b=V: V", "[V for N in V if V]", "{V: N.a for a in V for N in V}", "N: V = V",
          "N = try_import('json.a')", "if V: N = V", "print(f'{N.a} {N!r}')", "import json as N; V", "(N := V)", "N()")
BLOCKS = ("if V:", "else:", "try:", "def N(a, N=V):", "def g():", "class N:", "for N in V:", "while V:", "with V as N:")
VALUES = ("N", "N.a", "N.b.c", "N.a()", "(N)", "N[N]", "f(N, a=N.b)", "lambda: N.a", "[N]", "not N", "N + N", "a.N",
          "'N'", "[N.a for N in N.b]", "(lambda N: N.c)")
NAMES = ("os", "json", "eventlet", "a")


def fill(source: random.Random, text: str) -> str:
    while "V" in text:
        text = text.replace("V", source.choice(VALUES), 1)
    while "N" in text:
        text = text.replace("N", source.choice(NAMES), 1)
    return text


def random_lines(source: random.Random, depth: int) -> list[str]:
    lines = []
    for _ in range(source.randrange(1, 6)):
        if depth and source.random() < 0.4:
            header = fill(source, source.choice(BLOCKS))
            body = ["    " + line for line in random_lines(source, depth - 1)]
            if header == "try:":
                body += ["except Exception as " + source.choice(NAMES) + ":"]
                body += ["    " + line for line in random_lines(source, depth - 1)]
            if header == "else:":
                body = ["    pass", header, *body]
                header = "if a:"
            if header == "def g():" and source.random() < 0.5:
                body.insert(0, "    global " + source.choice(NAMES))
            lines += [header, *body]
        else:
            lines.append(fill(source, source.choice(SIMPLE)))
    return lines


def random_source(seed: int) -> str | None:
    lines = ["import os, json, eventlet", *random_lines(random.Random(seed), 3)]
    text = "\n".join(lines) + "\n"
    try:
        compile(text, "random", "exec")
        ast.parse(text)
    except SyntaxError:
        return None
    return text


class CheckNamesTest(unittest.TestCase):
    def check(self, files: dict[str, str]) -> subprocess.CompletedProcess:
        with tempfile.TemporaryDirectory(prefix="check-names-test-") as directory:
            for name, text in files.items():
                path = pathlib.Path(directory, "owner/repository", name + ".py")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(textwrap.dedent(text).encode())
            return subprocess.run([ROOT / "scripts/check_names", "--programs", BUILD, directory], capture_output=True,
                                  text=True)

    def assert_equal_answers(self, files: dict[str, str]) -> None:
        done = self.check(files)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        rows = [line.split() for line in done.stdout.splitlines() if "%" in line]
        self.assertGreater(len(rows), 10)
        for row in rows:
            self.assertEqual(row[-2:], ["100.00%", "100.00%"], done.stdout)
        self.assertIn(f"{len(files)} files compared: ok", done.stdout)

    def test_tricky_files(self):
        self.assert_equal_answers(TRICKY)

    def test_random_files(self):
        sources = {f"random{seed}": random_source(seed) for seed in range(400)}
        self.assert_equal_answers({name: text for name, text in sources.items() if text})

    def test_differences_fail(self):
        # Comprehensions within formatted strings have no scopes in Trawl.
        done = self.check({"a": "import os\nf'{[os.a for os in b]}'\n"})
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("wrong: python-use os: owner/repository/a.py:2\n", done.stdout)
        self.assertIn("1 file compared: below 99%", done.stdout)

    def test_no_corpus(self):
        done = self.check({})
        self.assertEqual(done.returncode, 2)
        self.assertIn("has no Python files", done.stderr)


if __name__ == "__main__":
    unittest.main()
