"""A build and a search with four threads finish even if they may use only one processor."""
import os
import pathlib
import subprocess
import tempfile
import unittest

SECONDS = 120


def stay_on_one_processor():
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])


class OneProcessor(unittest.TestCase):
    def run_program(self, variable, *arguments):
        return subprocess.run([os.environ[variable], *arguments], preexec_fn=stay_on_one_processor,
                              stdout=subprocess.PIPE, timeout=SECONDS, check=True, text=True).stdout

    def test_programs_end(self):
        with tempfile.TemporaryDirectory(prefix="trawl-one-processor-") as directory:
            tree = pathlib.Path(directory, "tree")
            tree.mkdir()
            for number in range(200):
                tree.joinpath(f"file{number}").write_text(f"needle {number}\n" * 100)
            index = str(pathlib.Path(directory, "index"))
            self.run_program("TRAWL_INDEX_PROGRAM", "build", "--index", index, "--jobs", "4", str(tree))
            found = self.run_program("TRAWL_PROGRAM", "search", "--index", index, "--jobs", "4", "needle")
        self.assertEqual(found.count("\n"), 200 * 100)


if __name__ == "__main__":
    unittest.main()
