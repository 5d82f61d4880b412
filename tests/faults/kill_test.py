"""Builds are killed at any call that changes files, and at random times. Readers then have either
the old or the new generation, whole, and the next build gives the same as after an undisturbed
one."""
import random
import signal
import subprocess
import time
import unittest

import fault_case
import pinned_reader


LAST = 30  # the number of calls at the end of a build of which each is tried


class KilledBuild(fault_case.FaultCase):
    def assert_old_or_new(self, index, old, new, where, newer=None):
        found = self.dump(index)
        self.assertIn(found, (old, new), f"killed {where}: neither generation")
        self.assert_goes_on(index, found, new, newer or new, where)

    def assert_goes_on(self, index, found, new, newer, where):
        """The present index is whole, and the next build gives the same as after an undisturbed
        one."""
        if found is not None:
            self.check(index)
        self.build_cleanly(index)
        expected = newer if found == new else new
        self.assertEqual(self.dump(index), expected, f"built after a kill {where}")
        self.assertEqual(list((index / "pending").iterdir()), [], where)

    def generation_of(self, index):
        """The number in the file GENERATION; 0 if the file does not exist."""
        path = index and index / "GENERATION"
        return int.from_bytes(path.read_bytes()[13:21]) if path and path.exists() else 0

    @staticmethod
    def calls_to_kill_at(total, count):
        return sorted({*fault_case.steps(total, count), *range(max(1, total - LAST), total)})

    def killed_builds(self, before, count):
        """Kills builds at some calls and at each of the last ones, which publish the records and
        replace GENERATION. Yields the index and a description of the call."""
        total = self.count_calls(self.copy_index(before, "counted"))
        for call in self.calls_to_kill_at(total, count):
            index = self.copy_index(before, "killed")
            done = self.build(index, TRAWL_KILL_AT=str(call))
            if done.returncode == 0:
                continue  # because of its threads, this build made fewer calls
            self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
            yield index, f"before call {call} of {total}"

    def kill_at_each_call(self, before, old, count):
        undisturbed = self.copy_index(before, "undisturbed")
        self.build_cleanly(undisturbed)
        new = self.dump(undisturbed)
        self.assertNotEqual(old, new)
        outcomes = set()
        generation = self.generation_of(undisturbed)
        for index, where in self.killed_builds(before, count):
            outcomes.add((self.dump(index) == new, self.generation_of(index) == generation))
            self.assert_old_or_new(index, old, new, where)
        # Each pair says whether the new records were published, and whether GENERATION was replaced.
        self.assertEqual(outcomes, {(False, False), (True, False), (True, True)})

    def test_build_that_merges_killed_at_each_call(self):
        """The build publishes twice: the snapshot, then the same snapshot with fewer segments."""
        self.prepare_merge()
        old = self.dump(self.index)
        first = self.generation_of(self.index)
        undisturbed = self.copy_index(self.index, "undisturbed")
        self.assertIn("4 segments into 1", self.build_cleanly(undisturbed))
        new = self.dump(undisturbed)
        newer = self.dump_after_another_build(undisturbed)
        between = set()  # dumps after the snapshot is published and before the merge
        outcomes = set()
        for index, where in self.killed_builds(self.index, count=60):
            found = self.dump(index)
            state = {old: "old", new: "merged"}.get(found, "unmerged")
            if state == "unmerged":
                between.add(found)
            outcomes.add((state, self.generation_of(index) - first))
            self.assert_goes_on(index, found, new, newer, where)
        self.assertEqual(len(between), 1)
        trees = [[line for line in dump.splitlines() if line.startswith("trees ")]
                 for dump in (*between, new)]
        self.assertEqual(*trees)
        self.assertGreaterEqual(outcomes, {("old", 0), ("unmerged", 1), ("merged", 1), ("merged", 2)})
        self.assertLessEqual(outcomes, {("old", 0), ("unmerged", 0), ("unmerged", 1), ("merged", 1),
                                        ("merged", 2)})

    def test_second_build_killed_at_each_call(self):
        self.write_tree(files=6, size=2000)
        self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.change_tree()
        self.kill_at_each_call(self.index, old, count=45)

    def test_first_build_killed_at_each_call(self):
        self.write_tree(files=6, size=2000)
        self.kill_at_each_call(None, None, count=35)

    def test_rebuild_that_deletes_files_killed_at_each_call(self):
        """The new tree has no files in common with the old one, so files of the first build are
        deleted at the end."""
        self.write_tree(files=4, size=2000)
        self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.write_tree(files=4, size=2000, seed=100)
        self.kill_at_each_call(self.index, old, count=25)

    def test_rebuild_that_takes_over_shared_tables_killed_at_each_call(self):
        """After many small changes, this build writes the live trees and meta records again and
        deletes their old tables."""
        self.write_tree(files=200, size=100)
        self.build_cleanly(self.index)
        for change in range(7):
            (self.tree / "repo1" / "changing.py").write_text(f"def neutron{change}(): pass\n")
            self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.change_tree()
        self.kill_at_each_call(self.index, old, count=25)

    def test_rebuild_beside_a_reader_killed_at_each_call(self):
        """A reader has pinned the first generation, whose files are all replaced: they stay until
        it ends, whenever the build is killed, and those of the second generation do not."""
        self.write_tree(files=4, size=2000)
        self.build_cleanly(self.index)
        pinned_tables = pinned_reader.tables_of(self.index)
        first = self.generation_of(self.index)
        self.write_tree(files=4, size=2000, seed=50)
        with pinned_reader.pin(self.index, first):
            self.build_cleanly(self.index)
            old = self.dump(self.index)
        self.write_tree(files=4, size=2000, seed=100)
        undisturbed = self.copy_index(self.index, "undisturbed")
        with pinned_reader.pin(undisturbed, first):
            self.build_cleanly(undisturbed)
        new = self.dump(undisturbed)
        beside_the_pin = pinned_reader.tables_of(undisturbed)
        self.assertLess(pinned_tables, beside_the_pin)
        total = self.count_calls(self.copy_index(self.index, "counted"))
        for call in self.calls_to_kill_at(total, count=10):
            index = self.copy_index(self.index, "killed")
            where = f"before call {call} of {total}"
            with pinned_reader.pin(index, first):
                done = self.build(index, TRAWL_KILL_AT=str(call))
                if done.returncode == 0:
                    continue
                self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
                self.assertLessEqual(pinned_tables, pinned_reader.tables_of(index), where)
                self.assert_old_or_new(index, old, new, where)
                self.assertLessEqual(pinned_tables, pinned_reader.tables_of(index), where)
                tables = len(pinned_reader.tables_of(index))
                self.assertLessEqual(tables, len(beside_the_pin) + 2, where)  # of meta records
            self.build_cleanly(index)
            kept = pinned_tables & pinned_reader.tables_of(index)
            self.assertLessEqual(len(kept), 1, where)  # that of meta records

    def test_larger_build_killed_at_random_times(self):
        self.write_tree(files=120, size=60000)
        self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.write_tree(files=120, size=60000, seed=60)
        undisturbed = self.copy_index(self.index, "undisturbed")
        begin = time.monotonic()
        self.build_cleanly(undisturbed)
        duration = time.monotonic() - begin
        new = self.dump(undisturbed)
        source = random.Random(1)
        for _ in range(200 if fault_case.FULL else 10):
            index = self.copy_index(self.index, "killed")
            build = subprocess.Popen(self.build_command(index), stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
            delay = source.uniform(0, 1.1 * duration)
            try:
                build.wait(timeout=delay)
            except subprocess.TimeoutExpired:
                build.kill()
                build.wait()
            self.assert_old_or_new(index, old, new, f"after {delay:.3f} s")


if __name__ == "__main__":
    unittest.main()
