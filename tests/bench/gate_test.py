#!/usr/bin/env python3
"""Tests bench/gate: what counts as slower (on made-up figures), that different answers fail, and one full run on a
tiny corpus."""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench/processes"))
import instructions  # noqa: E402
import noise  # noqa: E402
import regression  # noqa: E402
import states  # noqa: E402

PROGRAMS = pathlib.Path(os.environ["TRAWL_INDEX_PROGRAM"]).parent


def figures(seed: int, middle: float = 1.0, jitter: float = 0.05) -> list[float]:
    source = random.Random(seed)
    return [middle * source.gauss(1, jitter) for _ in range(20)]


class Noise(unittest.TestCase):
    def test_what_does_not_change_is_not_slower(self):
        for seed in range(50):
            verdict = noise.judge(figures(seed), figures(100 + seed), figures(200 + seed))
            self.assertFalse(verdict.slower, (seed, verdict))

    def test_what_takes_a_fifth_more_is_slower(self):
        for seed in range(50):
            verdict = noise.judge(figures(seed), figures(100 + seed), figures(200 + seed, 1.2))
            self.assertTrue(verdict.slower, (seed, verdict))
            self.assertEqual(verdict.word, "SLOWER")

    def test_a_quiet_machine_sees_little_but_not_less_than_one_percent(self):
        base, again = figures(1, jitter=0.0001), figures(2, jitter=0.0001)
        self.assertTrue(noise.judge(base, again, figures(3, 1.015, 0.0001)).slower)
        self.assertFalse(noise.judge(base, again, figures(3, 1.008, 0.0001)).slower)

    def test_a_noisy_machine_hides_a_change_of_its_own_size(self):
        verdict = noise.judge(figures(1, jitter=0.4), figures(2, jitter=0.4), figures(3, 1.1, 0.4))
        self.assertGreater(verdict.noise, 0.1)
        self.assertFalse(verdict.slower)

    def test_what_disturbs_whole_rounds_counts_for_nobody(self):
        rounds = [1, 1, 5, 1, 1, 1, 7, 1, 9, 1] * 2
        disturbed = [[figure * by for figure, by in zip(each, rounds)] for each in
                     (figures(1, jitter=0.01), figures(2, jitter=0.01), figures(3, 1.1, 0.01))]
        self.assertTrue(noise.judge(*disturbed).slower)

    def test_what_takes_less_is_faster(self):
        self.assertEqual(noise.judge(figures(1), figures(2), figures(3, 0.7)).word, "faster")

    def test_a_clock_may_show_nothing(self):
        self.assertEqual(noise.judge([0.0] * 3, [0.0] * 3, [0.0] * 3).word, "")

    def test_the_same_figures_give_the_same_noise(self):
        self.assertEqual(noise.noise(figures(1)), noise.noise(figures(1)))


class Parts(unittest.TestCase):
    def test_the_first_line_that_differs_is_told(self):
        self.assertEqual(regression.first_difference("search x", b"a\nb\n", b"a\nc\xff\n"),
                         "search x: line 2 differs: the base has 'b', this state has 'c\\xff'")
        self.assertEqual(regression.first_difference("search x", b"a\n", b"a\nb\n"),
                         "search x: line 2 differs: the base has '', this state has 'b'")

    def test_instructions_are_read_where_the_machine_counts_them(self):
        self.assertEqual(instructions.count_in("# started\n\n181092,,instructions:u,100,100.00,,\n"), 181092)
        self.assertIsNone(instructions.count_in("<not supported>,,instructions:u,0,100.00,,\n"))
        self.assertIsNone(instructions.count_in(""))

    def test_the_table_names_what_is_slower(self):
        verdict = noise.judge(figures(1), figures(2), figures(3, 2))
        lines = regression.table([regression.Row("search x", "cpu s", verdict)]).splitlines()
        self.assertRegex(lines[1], r"^search x +cpu s +\S+ +\S+ +\S+ +\S+ SLOWER$")


class Gate(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-gate-")
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name).resolve()

    def gate(self, *words) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, ROOT / "bench/gate", "--work", self.root, *words], capture_output=True,
                              text=True)

    def small(self, programs: pathlib.Path) -> subprocess.CompletedProcess:
        return self.gate("--small", "--pairs", "1", "--base-programs", PROGRAMS, "--programs", programs)

    def programs(self, **scripts: str) -> pathlib.Path:
        """A directory with the programs, of which some are replaced by a script that may call $REAL."""
        directory = self.root / "programs"
        directory.mkdir()
        for name in ("trawl", "trawl-index"):
            path = directory / name
            if script := scripts.get(name.replace("-", "_")):
                path.write_text(f"#!/bin/sh\nREAL='{PROGRAMS / name}'\n{script}\n")
                path.chmod(0o755)
            else:
                path.symlink_to(PROGRAMS / name)
        return directory

    def test_the_programs_against_themselves(self):
        done = self.small(PROGRAMS)
        # On a busy machine a single pair may be slower, and this test does not measure speed.
        self.assertEqual(done.returncode, 1 if "SLOWER" in done.stdout else 0, done.stderr)
        self.assertTrue(done.stdout.startswith("small: 1 pair, load "), done.stdout)
        for task in ("build", *(question.name for question in regression.QUESTIONS)):
            self.assertIn(f"\n{task}  ", done.stdout)
        self.assertNotIn("not compared", done.stderr)
        self.assertEqual(list(self.root.iterdir()), [], "something is left behind")

    def test_other_answers_fail_before_anything_is_timed(self):
        done = self.small(self.programs(trawl='"$REAL" "$@" | sed 2d'))
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertRegex(done.stderr, r"\nbench/gate: search GreenPool\\\(: line 2 differs: the base has 'openstack/")

    def test_other_records_fail(self):
        script = 'if [ "$1" = build ]; then exec "$REAL" "$@" --exclude module0.py; fi; exec "$REAL" "$@"'
        done = self.small(self.programs(trawl_index=script))
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertIn("\nbench/gate: records of the index: line 1 differs: the base has 'manifest ", done.stderr)

    def test_a_program_that_fails_is_told_in_one_line(self):
        done = self.small(self.programs(trawl="echo no luck >&2; exit 3"))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.splitlines()[-1], "bench/gate: trawl exited with 3: no luck")

    def test_without_a_corpus_one_line_says_so(self):
        done = self.gate("--base-programs", PROGRAMS, "--programs", PROGRAMS, "--corpus", self.root / "none")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertTrue(done.stderr.startswith(f"bench/gate: there is no {self.root}/none; scripts/quickstart "))
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_what_is_no_commit_is_refused(self):
        done = self.gate("--small", "--programs", PROGRAMS, "no-such-commit")
        self.assertEqual((done.returncode, done.stderr),
                         (2, "bench/gate: no-such-commit is not a commit of this repository\n"))

    def test_fewer_pairs_are_for_the_small_corpus_alone(self):
        done = self.gate("--pairs", "19", "--base-programs", PROGRAMS)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--pairs must be at least 20", done.stderr)

    def test_a_commit_is_checked_out_whole_and_once(self):
        if not (ROOT / ".git").exists():
            self.skipTest("the sources are in no repository")
        commit = states.commit_of("HEAD")
        source = states.check_out(commit, self.root / "gate")
        self.assertEqual(source.name, commit[:12])
        self.assertTrue(os.access(source / "scripts/build", os.X_OK))
        (source / "kept").touch()
        self.assertTrue((states.check_out(commit, self.root / "gate") / "kept").exists())


if __name__ == "__main__":
    unittest.main()
