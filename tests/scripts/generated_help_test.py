"""Tests the output of --generate: groff accepts the man pages, and real shells accept the completions."""

import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
import unittest

BUILD = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "build/release")
PROGRAMS = ("trawl", "trawl-index")
DEADLINE = 30  # seconds for a shell to answer


def generated(program: str, form: str) -> str:
    return subprocess.run([BUILD / program, "--generate", form], check=True, capture_output=True, text=True).stdout


def type_into(shell: list[str], lines: list[str], directory: str) -> str:
    """The output of a shell on a terminal while `lines` are typed one after the other, up to the word DONE."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(directory)
        os.environ.update({"TERM": "dumb", "PS1": "$ ", "HOME": directory})
        os.execvp(shell[0], shell)
    text = ""
    try:
        for line in lines + ["echo DO''NE\r"]:
            os.write(terminal, line.encode())
        end = time.monotonic() + DEADLINE
        while "DONE" not in text and time.monotonic() < end:
            if select.select([terminal], [], [], 1)[0]:
                text += os.read(terminal, 65536).decode()
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    return text


class ManualPage(unittest.TestCase):
    def test_groff_warns_of_nothing(self) -> None:
        for program in PROGRAMS:
            with self.subTest(program):
                done = subprocess.run(["groff", "-ww", "-man", "-Tascii", "-P-c"], input=generated(program, "man"),
                                      capture_output=True, text=True, check=True)
                self.assertEqual(done.stderr, "")
                self.assertIn(f"{program.upper()}(1)", done.stdout)

    def test_texts_arrive_as_they_are(self) -> None:
        page = subprocess.run(["groff", "-man", "-Tascii", "-P-cbou"], input=generated("trawl", "man"),
                              capture_output=True, text=True, check=True).stdout
        self.assertIn(r"trawl search --path '\.py$' 'def\s+test_\w+'", page)
        self.assertIn("-F, --fixed-strings\n", page)
        self.assertIn("--format markdown|html|json\n", page)
        self.assertNotIn("--pcre2", page)  # planned


class Completion(unittest.TestCase):
    """Each shell completes the text before a tab; the resulting line is then printed."""

    CASES = (
        ("trawl sea", "trawl search"),
        ("trawl search --files-w", "trawl search --files-with-matches"),
        ("trawl report --format ma", "trawl report --format markdown"),
        ("trawl-index rules upd", "trawl-index rules update"),
        ("trawl-index rules --index x upd", "trawl-index rules --index x update"),
        ("trawl-index build --corp", "trawl-index build --corpus"),
        ("trawl-index build --corpus cor", "trawl-index build --corpus corpus.tsv"),
        ("trawl-index rules add cor", "trawl-index rules add corpus.tsv"),
        ("trawl-index build sou", "trawl-index build sources"),
        ("trawl-index stats --index sou", "trawl-index stats --index sources"),
        ("trawl search cor", "trawl search cor"),
        ("trawl --gen", "trawl --generate"),
    )

    def setUp(self) -> None:
        self.directory = self.enterContext_(tempfile.TemporaryDirectory())
        place = pathlib.Path(self.directory)
        (place / "corpus.tsv").write_text("")
        (place / "sources").mkdir()
        for program in PROGRAMS:
            (place / f"{program}.bash").write_text(generated(program, "bash"))
            (place / f"_{program}").write_text(generated(program, "zsh"))
            (place / f"{program}.fish").write_text(generated(program, "fish"))

    def enterContext_(self, context: tempfile.TemporaryDirectory) -> str:
        self.addCleanup(context.cleanup)
        return context.name

    def check_on_terminal(self, shell: list[str], prepare: list[str]) -> None:
        lines = [f"{line}\t\x01echo '<'\x05'>'\r" for line, _ in self.CASES]
        printed = type_into(shell, prepare + lines, self.directory)
        # zsh removes a slash or equals sign at the end of a word again.
        results = [result.strip(" /=") for result in re.findall(r"(?m)^<(.*)>\r?$", printed)]
        self.assertEqual(results, [wanted for _, wanted in self.CASES])

    def test_bash(self) -> None:
        self.check_on_terminal(["bash", "--norc", "--noprofile", "-i"],
                               [f"source ./{program}.bash\r" for program in PROGRAMS])

    def test_zsh(self) -> None:
        self.check_on_terminal(["zsh", "-f", "-i"], ["fpath=($PWD $fpath)\r", "autoload -U compinit; compinit -D -u\r"])

    def test_fish(self) -> None:
        for line, wanted in self.CASES:
            with self.subTest(line):
                done = subprocess.run(["fish", "--no-config", "-c",
                                       f"source trawl.fish; source trawl-index.fish; complete -C '{line}'"],
                                      cwd=self.directory, capture_output=True, text=True, check=True)
                self.assertEqual(done.stderr, "")
                words = [candidate.split("\t")[0] for candidate in done.stdout.splitlines()]
                self.assertIn(wanted.split()[-1], [word.rstrip('/') for word in words] or line.split()[-1:])

    def test_bash_lists_all_commands_flags_and_values(self) -> None:
        self.assertEqual(self.bash_candidates("trawl", ""), ["search", "list", "files", "show", "report"])
        self.assertEqual(self.bash_candidates("trawl", "list", "--format", "=", ""), ["grep", "link"])
        self.assertEqual(self.bash_candidates("trawl", "files", "-"),
                         ["--index", "--snapshot", "--repo", "--skipped", "--long", "--help", "-h"])
        self.assertEqual(self.bash_candidates("trawl", "search", "--repo", "-"), [])
        self.assertEqual(self.bash_candidates("trawl", "search", "--", "-"), [])

    def bash_candidates(self, *words: str) -> list[str]:
        script = (f"source {words[0]}.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _{words[0]}; "
                  "printf '%s\\n' \"${COMPREPLY[@]}\"")
        done = subprocess.run(["bash", "-c", script, "bash", *words], cwd=self.directory, capture_output=True,
                              text=True, check=True)
        return done.stdout.split()


class WrongUse(unittest.TestCase):
    def test_says_what_there_is(self) -> None:
        for words, message in ((["--generate"], "--generate takes one of man, bash, zsh or fish, and nothing else"),
                               (["--generate", "man", "x"],
                                "--generate takes one of man, bash, zsh or fish, and nothing else"),
                               (["--generate=csh"], "--generate csh: no such form; use man, bash, zsh or fish")):
            done = subprocess.run([BUILD / "trawl", *words], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (2, "", f"trawl: {message}\n"))


if __name__ == "__main__":
    unittest.main()
