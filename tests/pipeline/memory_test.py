"""The peak memory of builds that hold the most besides their text. --memory is exceeded by at most
15 percent."""
import base64
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

MEGABYTE = 1 << 20
MEMORY = 256 * MEGABYTE


def encoded_noise(size, seed):
    """Lines of base64, where almost every three bytes are a different trigram."""
    return base64.encodebytes(random.Random(seed).randbytes(size * 3 // 4))


class PeakMemory(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-memory-")
        self.addCleanup(directory.cleanup)
        self.base = pathlib.Path(directory.name)
        self.tree = self.base / "tree"
        self.tree.mkdir()

    def assert_kept(self, *flags):
        command = [os.environ["TRAWL_INDEX_PROGRAM"], "build", "--index", str(self.base / "index"),
                   "--memory", str(MEMORY), *flags, str(self.tree)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        self.assertLessEqual(usage.ru_maxrss * 1024, 1.15 * MEMORY)

    def test_one_large_file_of_encoded_noise(self):
        self.tree.joinpath("noise").write_bytes(encoded_noise(60 * MEGABYTE, 1))
        self.assert_kept()

    def test_files_of_encoded_noise(self):
        for i in range(20):
            self.tree.joinpath(f"noise{i}").write_bytes(encoded_noise(4 * MEGABYTE, i))
        self.assert_kept("--jobs", "8")

    def test_rules_that_match_every_line(self):
        rules = self.base / "rules.tsv"
        rules.write_text("a\tl\nb\tine\nc\t[0-9]\n")
        for i in range(40):
            lines = "".join(f"line {i} {number}\n" for number in range(60000))
            self.tree.joinpath(f"file{i}").write_text(lines)
        self.assert_kept("--rules", str(rules))

    def test_rules_that_match_every_line_of_one_large_file(self):
        rules = self.base / "rules.tsv"
        rules.write_text("a\tl\nb\tine\nc\t[0-9]\n")
        with self.tree.joinpath("large").open("w") as file:
            file.writelines(f"line {number}\n" for number in range(4_500_000))
        self.assert_kept("--rules", str(rules))


if __name__ == "__main__":
    unittest.main()
