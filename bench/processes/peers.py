"""The programs to compare, how each is run, and why comparing it is unfair."""

import dataclasses
import os
import pathlib
import shutil

import answers
from corpus import Corpus

# Bytes instead of a locale's characters, and no user's settings.
ENVIRONMENT = {"LC_ALL": "C", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}


@dataclasses.dataclass(frozen=True)
class Program:
    """A program to run. INDEX, TREE, CORPUS and QUERY are placeholders in `command`; INDEX and TREE also in
    `environment` and `prefix`."""
    name: str
    command: tuple[str, ...]
    unfair: str = ""  # why comparing is unfair, for the table
    why: str = ""  # the same in full, below the table
    index: str | None = None  # folder of the index that it writes or reads
    environment: dict = dataclasses.field(default_factory=dict)
    reads_corpus: bool = False  # when it searches
    syncs: bool = False  # its build syncs the index to disk itself
    prefix: str = "./"  # precedes the paths in its output
    tells_version: bool = True

    @property
    def executable(self) -> str:
        return self.command[0]


TRAWL_MEMORY = {"1G": 1 << 30, "256M": 256 << 20}


def trawl_build_name(memory: str) -> str:
    return f"trawl-index --memory {memory}"


CODESEARCH = {"index": "cindex", "environment": {"CSEARCHINDEX": "INDEX/index"}, "tells_version": False}
CODESEARCH_SKIPS = ("leaves out hidden files and files with invalid UTF-8, with a line of over 2,000 bytes or with "
                    "more than 20,000 different trigrams")
ZOEKT = {"index": "zoekt", "tells_version": False}
SCANS = "has no index: every query reads every file, those that Trawl skips as binary too"
GIT_GREP = ("git", "-c", "core.quotePath=off", "grep", "--no-index", "--no-exclude-standard", "--no-color", "-n",
            "-a", "-P", "-e", "QUERY", "--", ".")
HOUND = "Hound"

BUILDERS = [
    *(Program(trawl_build_name(memory), ("trawl-index", "build", "--index", "INDEX", "--memory", memory, "CORPUS"),
              index=f"trawl-{memory}", syncs=True) for memory in TRAWL_MEMORY),
    Program("cindex", ("cindex", "TREE"), "keeps no content; skips files; one core",
            f"{CODESEARCH_SKIPS}; its index holds no content and is useless without the files", **CODESEARCH),
    Program("zoekt-index", ("zoekt-index", "-disable_ctags", "-file_limit", "67108864", "-max_trigram_count",
                            "1000000000", "-index", "INDEX", "TREE"), "keeps equal files apart, and more for "
            "ranking", "is told to take files as large and as varied as Trawl takes; its index also holds what ranking "
            "needs; ctags are off", **ZOEKT),
]

SEARCHERS = [
    Program("trawl", ("trawl", "search", "--index", "INDEX", "--", "QUERY"), index="trawl-1G", prefix=""),
    Program("csearch", ("csearch", "-n", "--", "QUERY"), "skips files; one core; no content: reads the files",
            f"its index {CODESEARCH_SKIPS}; prints longer paths; reads candidates as they are now", **CODESEARCH,
            reads_corpus=True, prefix="TREE/"),
    Program("zoekt", ("zoekt", "-index_dir", "INDEX", "ZOEKT-QUERY"), "ranks; may cut", "collects and ranks all lines "
            "before it prints any; stops at 100,000 matches in a shard", **ZOEKT, prefix=""),
    Program("ripgrep", (*answers.RIPGREP, "-e", "QUERY", "."), "no index", SCANS, reads_corpus=True),
    Program("ugrep", ("ugrep", "-r", "-n", "-H", "-a", "-U", "--hidden", "--exclude-dir=.git", "--color=never", "-e",
                      "QUERY", "."), "no index", f"{SCANS}; its own regular expressions", reads_corpus=True),
    Program("git grep", GIT_GREP, "no index", f"{SCANS}; PCRE2; the files are in no repository of git",
            reads_corpus=True, prefix="", environment={"GIT_CEILING_DIRECTORIES": "TREE/.."}),
    Program(HOUND, (HOUND, "QUERY"), "a server: already running, all in memory; may cut", "is timed by its answer over "
            "HTTP, as a server that has its index in memory; what it costs there is not known, nor can it be made "
            "cold; cuts a repository's results at 5,000 lines", prefix=""),
]


def zoekt_query(query: str) -> str:
    """A query for lines whose content matches, in Zoekt's language."""
    quoted = query.replace("\\", r"\\").replace('"', r"\"")
    return f'case:yes content:"{quoted}"'


@dataclasses.dataclass(frozen=True)
class Place:
    """The values of the placeholders in commands."""
    programs: pathlib.Path  # directory of Trawl's programs
    corpus: Corpus
    work: pathlib.Path
    hound: str | None = None  # address of a running Hound

    def executable(self, name: str) -> str | None:
        if name == HOUND:
            return self.hound
        own = name in ("trawl", "trawl-index")
        return shutil.which(self.programs / name) if own else shutil.which(name)

    def index(self, program: Program) -> pathlib.Path:
        return self.work / (program.index or "")

    def command(self, program: Program, query: str = "") -> list[str]:
        words = {"INDEX": (str(self.index(program)),), "TREE": (str(self.corpus.tree),), "QUERY": (query,),
                 "ZOEKT-QUERY": (zoekt_query(query),), "CORPUS": self.corpus.arguments}
        named = (each for word in program.command[1:] for each in words.get(word, (word,)))
        return [self.executable(program.executable), *named]

    def environment(self, program: Program) -> dict[str, str]:
        own = {name: value.replace("INDEX", str(self.index(program))).replace("TREE/..", str(self.corpus.tree.parent))
               for name, value in program.environment.items()}
        return {**os.environ, **ENVIRONMENT, **own}

    def prefix(self, program: Program) -> str:
        if program.executable == "trawl":
            return self.corpus.prefix
        return program.prefix.replace("TREE", str(self.corpus.tree))


def choose(programs: list[Program], place: Place, only: list[str] | None) -> tuple[list[Program], list[str]]:
    """The wanted programs that can be run, and the names of those that cannot."""
    wanted = [each for each in programs if not only or each.executable in ("trawl", "trawl-index", "rg", *only)]
    present = [program for program in wanted if place.executable(program.executable)]
    return present, [program.name for program in wanted if program not in present]
