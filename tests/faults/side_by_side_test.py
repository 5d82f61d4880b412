"""Builds and readers run side by side, and sources change meanwhile."""
import fcntl
import subprocess
import unittest

import fault_case
import pinned_reader


class SideBySide(fault_case.FaultCase):
    def test_a_second_build_says_so(self):
        self.write_tree(files=4, size=2000)
        self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.change_tree()
        with open(self.index / "writer.lock", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.build(self.index)
        self.assertEqual(done.returncode, 2)
        self.assert_one_line(done.stderr)
        self.assertIn("being written", done.stderr)
        self.assertEqual(self.dump(self.index), old)

    def test_of_many_builds_at_once_each_succeeds_or_says_so(self):
        self.write_tree(files=30, size=20000)
        builds = [subprocess.Popen(self.build_command(self.index), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True) for _ in range(6)]
        codes = []
        for build in builds:
            error = build.communicate(timeout=300)[1]
            codes.append(build.returncode)
            self.assertTrue(build.returncode == 0 or
                            build.returncode == 2 and "being written" in error, error)
        self.assertIn(0, codes)
        self.check(self.index)

    def test_readers_beside_builds_see_whole_generations(self):
        self.write_tree(files=10, size=5000)
        self.build_cleanly(self.index)
        known = {self.dump(self.index)}
        for i in range(60 if fault_case.FULL else 12):
            self.write_tree(files=10, size=5000, seed=20 * (i % 4))
            build = subprocess.Popen(self.build_command(self.index), stdout=subprocess.DEVNULL,
                                     stderr=subprocess.PIPE, text=True)
            seen = []
            while build.poll() is None:
                seen.append(self.dump(self.index))
            self.assertEqual(build.returncode, 0, build.stderr.read())
            build.stderr.close()
            known.add(self.dump(self.index))
            self.assertLessEqual(set(seen), known)
            self.check(self.index)

    def test_a_build_says_what_it_keeps_for_readers(self):
        self.write_tree(files=4, size=2000)
        self.assertNotIn("kept  ", self.build_cleanly(self.index))
        self.write_tree(files=4, size=2000, seed=100)
        with pinned_reader.pin(self.index, generation=1):
            summary = self.build_cleanly(self.index)
        self.assertRegex(summary, r"\nkept         [0-9.]+ KiB for readers of generation 1: ")
        self.assertNotIn("not deleted", summary)
        self.assertNotIn("kept  ", self.build_cleanly(self.index))

    def test_a_build_says_what_it_could_not_delete(self):
        """Readers of earlier versions hold this lock."""
        self.write_tree(files=4, size=2000)
        self.build_cleanly(self.index)
        self.write_tree(files=4, size=2000, seed=100)
        with open(self.index / "readers.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            summary = self.build_cleanly(self.index)
        self.assertRegex(summary, r"\nnot deleted  [0-9.]+ KiB of files that nothing needs any more; "
                                  r"a later build does it: a reader that cannot pin its generation")
        self.assertNotIn("not deleted", self.build_cleanly(self.index))

    def build_on_an_index_with_a_dictionary(self):
        """Leaves a tree whose next build opens each file only once. A build that trains a
        dictionary also reads samples, and a file that changes at that moment may change before it
        is listed."""
        self.write_tree(files=40, size=50000)
        self.build_cleanly(self.index)
        self.write_tree(files=4, size=2000, seed=50)

    def test_a_file_that_shrinks_while_it_is_read_is_skipped(self):
        self.build_on_an_index_with_a_dictionary()
        done = self.build(self.index, TRAWL_SHRINK="/file2.py")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("shrunk", done.stdout)
        self.check(self.index)

    def test_a_file_that_vanishes_before_it_is_read_is_skipped(self):
        self.build_on_an_index_with_a_dictionary()
        done = self.build(self.index, TRAWL_VANISH="/file2.py")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("vanished", done.stdout)
        self.check(self.index)


if __name__ == "__main__":
    unittest.main()
