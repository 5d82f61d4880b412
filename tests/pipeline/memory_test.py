"""The peak memory of builds that hold the most besides their text. --memory is exceeded by at most
15 percent."""
import base64
import os
import pathlib
import random
import subprocess
import tempfile
import time
import unittest

MEGABYTE = 1 << 20
MEMORY = 256 * MEGABYTE
SMALL = (64 * MEGABYTE, 96 * MEGABYTE)


def encoded_noise(size, seed):
    """Lines of base64, where almost every three bytes are a different trigram."""
    return base64.encodebytes(random.Random(seed).randbytes(size * 3 // 4))


def noise(size, seed, left_out):
    """Random bytes: three bytes of grams and frames for each byte. Without NUL, they are text."""
    kept = random.Random(seed).randbytes(size + size // 64 + 256).translate(None, left_out)
    return kept[:size]


def random_lines(size, seed):
    return noise(size, seed, b"\0")


def one_long_line(size, seed):
    return noise(size, seed, b"\0\n")


def anonymous_bytes(statm):
    """What a process holds that no file backs, by its open statm; 0 once it has ended."""
    fields = os.pread(statm, 200, 0).split()
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE") if len(fields) > 2 else 0


def peak_resident_bytes(status):
    """The most that a process has had resident, by its open status; 0 once it has ended.

    wait4 reports no less than this test's own memory, in which the process began."""
    line = os.pread(status, 4000, 0).partition(b"\nVmHWM:")[2]
    return int(line.split()[0]) * 1024 if line else 0


def peak_of(command):
    """The peaks of anonymous memory and of all that is resident, looked at each millisecond."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    statm = os.open(f"/proc/{process.pid}/statm", os.O_RDONLY)
    status = os.open(f"/proc/{process.pid}/status", os.O_RDONLY)
    anonymous = 0
    resident = 0
    while process.poll() is None:
        anonymous = max(anonymous, anonymous_bytes(statm))
        resident = max(resident, peak_resident_bytes(status))
        time.sleep(0.001)
    os.close(statm)
    os.close(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return anonymous, resident


class TreeCase(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-memory-")
        self.addCleanup(directory.cleanup)
        self.base = pathlib.Path(directory.name)
        self.tree = self.base / "tree"
        self.tree.mkdir()

    def peak_of_build(self, memory, *flags):
        index = tempfile.mkdtemp(prefix="index", dir=self.base)
        return peak_of([os.environ["TRAWL_INDEX_PROGRAM"], "build", "--index", index,
                        "--memory", str(memory), *flags, str(self.tree)])

    def write_files(self, content_of, count, size):
        for i in range(count):
            self.tree.joinpath(f"file{i}").write_bytes(content_of(size, i))

    def write_lines(self, count):
        """Files of 200,000 lines, all of which the rules match."""
        lines = "".join(f"line {number}\n" for number in range(200_000)).encode()
        self.write_files(lambda size, i: b"file %d\n" % i + lines, count, 0)

    def write_rules(self):
        rules = self.base / "rules.tsv"
        rules.write_text("a\tl\nb\tine\nc\t[0-9]\n")
        return "--rules", str(rules)


class PeakMemory(TreeCase):
    def assert_kept(self, *flags):
        _, resident = self.peak_of_build(MEMORY, *flags)
        self.assertGreater(resident, MEMORY // 16)
        self.assertLessEqual(resident, 1.15 * MEMORY)

    def test_one_large_file_of_encoded_noise(self):
        self.tree.joinpath("noise").write_bytes(encoded_noise(60 * MEGABYTE, 1))
        self.assert_kept()

    def test_files_of_encoded_noise(self):
        for i in range(20):
            self.tree.joinpath(f"noise{i}").write_bytes(encoded_noise(4 * MEGABYTE, i))
        self.assert_kept("--jobs", "8")

    def test_rules_that_match_every_line(self):
        for i in range(40):
            lines = "".join(f"line {i} {number}\n" for number in range(60000))
            self.tree.joinpath(f"file{i}").write_text(lines)
        self.assert_kept(*self.write_rules())

    def test_rules_that_match_every_line_of_one_large_file(self):
        with self.tree.joinpath("large").open("w") as file:
            file.writelines(f"line {number}\n" for number in range(4_500_000))
        self.assert_kept(*self.write_rules())


class SmallMemory(TreeCase):
    """At the least memory there may be, what the allocator keeps and one file count most."""

    def assert_kept(self):
        for memory in SMALL:
            for flags in ((), self.write_rules()):
                anonymous, _ = self.peak_of_build(memory, *flags)
                self.assertLessEqual(anonymous, 1.15 * memory, flags)
                self.assertGreater(anonymous, memory / 8)

    def test_small_files_of_random_bytes(self):
        self.write_files(random_lines, 1200, 20_000)
        self.assert_kept()

    def test_files_of_random_bytes(self):
        self.write_files(random_lines, 8, 3 * MEGABYTE)
        self.assert_kept()

    def test_the_largest_file_of_random_bytes(self):
        self.write_files(random_lines, 2, 16 * MEGABYTE)
        self.assert_kept()

    def test_long_lines_of_random_bytes(self):
        self.write_files(one_long_line, 8, 3 * MEGABYTE)
        self.assert_kept()

    def test_the_largest_file_of_one_line(self):
        self.write_files(one_long_line, 2, 16 * MEGABYTE)
        self.assert_kept()

    def test_files_of_encoded_noise(self):
        self.write_files(encoded_noise, 16, 3 * MEGABYTE)
        self.assert_kept()

    def test_lines_that_all_rules_match(self):
        self.write_lines(24)
        self.assert_kept()


class CheckMemory(TreeCase):
    """A check of a segment that was built with more memory than the check may take."""

    def assert_kept(self, *flags):
        program = os.environ["TRAWL_INDEX_PROGRAM"]
        index = str(self.base / "index")
        peak_of([program, "build", "--index", index, "--memory", str(4 * MEMORY), *flags,
                 str(self.tree)])
        for memory in SMALL:
            anonymous, _ = peak_of([program, "check", "--index", index, "--memory", str(memory)])
            self.assertLessEqual(anonymous, 1.15 * memory, flags)
            self.assertGreater(anonymous, memory / 16)

    def test_files_of_random_bytes(self):
        self.write_files(random_lines, 6, 3 * MEGABYTE)
        self.assert_kept()

    def test_lines_that_all_rules_match(self):
        self.write_lines(12)
        self.assert_kept(*self.write_rules())

    def test_the_largest_file_of_random_bytes(self):
        self.tree.joinpath("file").write_bytes(random_lines(16 * MEGABYTE, 1))
        self.assert_kept()

    def test_the_largest_file_of_lines_that_all_rules_match(self):
        self.tree.joinpath("file").write_bytes(b"line 1\n" * (16 * MEGABYTE // 7))
        self.assert_kept(*self.write_rules())


class UnreadMemory(TreeCase):
    def test_a_file_that_is_not_text_takes_none(self):
        """3 GiB of zeros took 3 GiB."""
        size = 3 << 30
        for name, head in (("zeros", b""), ("utf16", b"\xff\xfe")):
            self.tree.joinpath(name).write_bytes(head)
            os.truncate(self.tree / name, size)
        anonymous, _ = self.peak_of_build(16 << 30, "--max-file-size", str(size))
        self.assertLess(anonymous, 64 * MEGABYTE)


if __name__ == "__main__":
    unittest.main()
