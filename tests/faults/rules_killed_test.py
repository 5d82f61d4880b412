"""`trawl-index rules add` is killed at any call that changes files. Readers then have all of the
rules or none, and adding them again gives the same as an undisturbed command."""
import os
import signal
import subprocess
import unittest

import fault_case


class KilledRules(fault_case.FaultCase):
    def add(self, index, **faults):
        command = [os.environ["TRAWL_INDEX_PROGRAM"], "rules", "add", "--index", str(index), str(self.added)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300,
                              env=self.environment(faults) if faults else None)

    def setUp(self):
        super().setUp()
        self.added = self.base / "added.tsv"
        self.added.write_text("requests\trequest\nreturns\t^return\\b\n")
        self.write_tree(files=6, size=2000)
        self.build_cleanly(self.index)
        self.old = self.dump(self.index)
        self.undisturbed = self.copy_index(self.index, "undisturbed")
        self.assertEqual(self.add(self.undisturbed).returncode, 0)
        self.new = self.dump(self.undisturbed)
        self.assertNotEqual(self.old, self.new)

    def total_calls(self):
        report = self.base / "calls"
        done = self.add(self.copy_index(self.index, "counted"), TRAWL_CALL_COUNT_FILE=str(report))
        self.assertEqual(done.returncode, 0, done.stderr)
        return int(report.read_text())

    def test_killed_at_each_call(self):
        total = self.total_calls()
        found = set()
        for call in fault_case.steps(total, count=40):
            index = self.copy_index(self.index, "killed")
            done = self.add(index, TRAWL_KILL_AT=str(call))
            if done.returncode == 0:
                continue
            self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
            where = f"killed before call {call} of {total}"
            self.check(index)
            dump = self.dump(index)
            self.assertIn(dump, (self.old, self.new), where)
            found.add(dump == self.new)
            self.assertEqual(self.add(index).returncode, 0, where)
            self.assertEqual(self.dump(index), self.new, where)
            self.assertEqual(list((index / "pending").iterdir()), [], where)
        self.assertEqual(found, {False, True})


if __name__ == "__main__":
    unittest.main()
