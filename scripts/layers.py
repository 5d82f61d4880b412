"""The layers of the house plan, as data: which file may include which, and the home of each third party."""

import fnmatch

# Who includes -> what it may include besides its own folder. The first line that fits decides.
LAYERS = (
    ("indexer/base/*", ()),
    ("indexer/format/*", ("indexer/base/*",)),
    ("indexer/store/*", ("indexer/base/*", "indexer/format/*")),
    # of regexes, and of paths
    ("indexer/pattern/*", ("indexer/base/*",)),
    # of format, match may know how a rule is named on disk and which files it is for, and no more
    ("indexer/match/*", ("indexer/base/*", "indexer/pattern/*", "indexer/format/ids.h",
                         "indexer/format/rule_scope.h")),
    ("indexer/catalogue/*", ("indexer/base/*", "indexer/format/*", "indexer/pattern/*", "indexer/match/*")),
    ("indexer/corpus/*", ("indexer/base/*", "indexer/format/*", "indexer/pattern/*")),
    ("indexer/stages/*", ("indexer/base/*", "indexer/format/*", "indexer/store/*", "indexer/pattern/*",
                          "indexer/match/*", "indexer/corpus/*")),
    ("indexer/upkeep/*", ("indexer/base/*", "indexer/format/*", "indexer/store/*", "indexer/pattern/*",
                          "indexer/match/*", "indexer/catalogue/*", "indexer/stages/*",
                          "indexer/corpus/classifier.h", "query/trigram_query.h", "query/planner.h",
                          "query/segment_search.h", "query/index_reader.h", "query/verifier.h")),
    # the program, and what reads its command lines
    ("indexer/main.cc", ("indexer/base/*", "indexer/catalogue/*", "indexer/upkeep/*")),
    ("indexer/*_command.*", ("indexer/base/*", "indexer/catalogue/*", "indexer/upkeep/*")),
    # the pipeline
    ("indexer/*", ("indexer/base/*", "indexer/format/*", "indexer/store/*", "indexer/pattern/*",
                   "indexer/match/*", "indexer/corpus/*", "indexer/stages/*")),
    ("query/*", ("indexer/base/*", "indexer/format/*", "indexer/store/*", "indexer/pattern/*",
                 "indexer/match/*", "indexer/catalogue/*")),
    ("tests/*", ("*",)),
    ("bench/*", ("*",)),
)

# A third party's headers -> the files that are its home.
HOMES = (
    (("rocksdb/*",), ("indexer/store/*",)),
    (("zstd.h", "zdict.h"), ("indexer/format/frame.cc",)),
    (("xxhash.h",), ("indexer/format/*", "indexer/store/table_tail.cc")),
    (("hs.h", "hs/*", "pcre2.h"), ("indexer/match/*",)),
    (("git2.h", "git2/*"), ("indexer/corpus/*",)),
    (("openssl/*",), ("indexer/base/digest.cc",)),
    (("yaml-cpp/*",), ("indexer/base/*",)),
    (("boost/*",), ("indexer/base/command_line.cc",)),
    # what starts or joins TBB's threads is in token_pipeline
    (("tbb/enumerable_thread_specific.h",), ("indexer/indexer.cc",)),
    (("tbb/*", "oneapi/*"), ("indexer/base/token_pipeline.cc",)),
    # printers put JSON together as text: see json_printer.cc
    (("nlohmann/*",), ("query/*report*",)),
    (("httplib.h",), ("query/*server*",)),
    (("gtest/*", "gmock/*", "benchmark/*"), ("tests/*", "bench/*")),
    # no home: for all
    (("fmt/*", "sys/*", "linux/*", "arpa/*", "netinet/*"), ("*",)),
)

# May include any third party.
FREE = ("tests/*", "bench/*")


def matches(path: str, patterns) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def may_include(file: str) -> tuple[str, ...]:
    return next((allowed for who, allowed in LAYERS if matches(file, (who,))), ())


def home_of(header: str) -> tuple[str, ...] | None:
    """Where an <angled> header may be included; None for the standard library's and the system's."""
    for headers, home in HOMES:
        if matches(header, headers):
            return home
    return ("scripts/layers.py first",) if "/" in header else None
