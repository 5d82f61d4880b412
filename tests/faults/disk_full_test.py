"""The disk is full from some call on. A build then prints one line of error, exits with code 2, and
the index answers as before. If a build succeeds, it has published."""
import resource
import subprocess
import unittest

import fault_case


class FullDisk(fault_case.FaultCase):
    def assert_failed_safely(self, done, index, old, new, where):
        """Whether the build failed. Also checks that the index answers and that the next build
        works."""
        self.assertIn(done.returncode, (0, 2), where)
        found = self.dump(index) if index.exists() else None
        if done.returncode == 0:
            self.assertEqual(found, new, where)
        else:
            self.assert_one_line(done.stderr)
            self.assert_names_cause_once(done.stderr)
            # RocksDB may have the new generation on disk even if its last fsync fails.
            self.assertIn(found, (old, new), where)
        self.build_cleanly(index)
        self.assertEqual(self.dump(index), new, where)
        return done.returncode != 0

    def assert_names_cause_once(self, message):
        self.assertEqual(message.count("No space left on device"), 1, message)
        self.assertNotIn("IO error", message)

    def fill_from_each_call(self, before, old, count):
        undisturbed = self.copy_index(before, "undisturbed")
        total = self.count_calls(undisturbed)
        new = self.dump(undisturbed)
        failures = 0
        for call in fault_case.steps(total, count):
            index = self.copy_index(before, "full")
            done = self.build(index, TRAWL_FULL_AT=str(call))
            where = f"disk full from call {call} of {total}: {done.stderr}"
            failures += self.assert_failed_safely(done, index, old, new, where)
        self.assertGreater(failures, 0)

    def test_second_build(self):
        self.write_tree(files=6, size=2000)
        self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.change_tree()
        self.fill_from_each_call(self.index, old, count=30)

    def test_first_build(self):
        self.write_tree(files=6, size=2000)
        self.fill_from_each_call(None, None, count=20)

    def test_build_that_merges(self):
        """A lack of space for the merge is not a failure of the build, which has already
        published."""
        self.prepare_merge()
        old = self.dump(self.index)
        undisturbed = self.copy_index(self.index, "undisturbed")
        total = self.count_calls(undisturbed)
        new = self.dump(undisturbed)
        newer = self.dump_after_another_build(undisturbed)
        outcomes = set()
        for call in fault_case.steps(total, 50):
            index = self.copy_index(self.index, "full")
            done = self.build(index, TRAWL_FULL_AT=str(call))
            where = f"disk full from call {call} of {total}: {done.stderr}"
            self.assertIn(done.returncode, (0, 2), where)
            found = self.dump(index)
            self.check(index)
            if done.stderr:
                self.assert_one_line(done.stderr)
                self.assert_names_cause_once(done.stderr)
            unmerged = done.returncode == 0 and done.stderr != ""
            self.assertEqual(unmerged, "could not be merged" in done.stderr, where)
            if unmerged:
                self.assertNotEqual(found, old, where)
            elif done.returncode == 0:
                self.assertEqual(found, new, where)
            outcomes.add((done.returncode, unmerged))
            self.build_cleanly(index)
            self.assertEqual(self.dump(index), newer if found == new else new, where)
        self.assertGreaterEqual(outcomes, {(2, False), (0, True)})

    def test_manifest_that_cannot_be_synced(self):
        """Regression: RocksDB deleted the tables of a failed ingest although its MANIFEST already
        named them. Once in 50 times, closing it waited for ever for its own retry."""
        self.write_tree(files=6, size=2000)
        self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.change_tree()
        undisturbed = self.copy_index(self.index, "undisturbed")
        self.build_cleanly(undisturbed)
        new = self.dump(undisturbed)
        failures = 0
        for sync in range(1, 20):
            index = self.copy_index(self.index, "full")
            done = self.build(index, TRAWL_UNSYNCED_AT=str(sync))
            where = f"no sync from {sync}: {done.stderr}"
            failed = self.assert_failed_safely(done, index, old, new, where)
            failures += failed
            if not failed:
                break
        self.assertFalse(failed)
        self.assertGreater(failures, 1)

    def test_files_limited_in_size(self):
        """With RLIMIT_FSIZE a file stops growing in the middle, whichever call writes it."""
        self.write_tree(files=4, size=2000)
        self.build_cleanly(self.index)
        old = self.dump(self.index)
        self.write_tree(files=40, size=50000, seed=7)

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))

        done = subprocess.run(self.build_command(self.index), capture_output=True, text=True,
                              preexec_fn=limit, timeout=300)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assert_one_line(done.stderr)
        self.assertEqual(self.dump(self.index), old)
        self.check(self.index)
        self.build_cleanly(self.index)


if __name__ == "__main__":
    unittest.main()
