"""The layers of Trawl, as data: which folder may include which, and the home of each third party."""

import fnmatch

# A folder -> the folders whose headers its files may include besides its own. Folders are exact: one inside
# another is a folder of its own. The order is that of the layers: a folder names only folders above it.
LAYERS = {
    # characters, lines, lists and numbers as text
    "indexer/text": (),
    # status, results, files, digests, YAML, the ordered pipeline (TBB)
    "indexer/base": ("indexer/text",),
    # what lies on disk, encoded and decoded
    "indexer/format": ("indexer/text", "indexer/base",),
    # the pattern language: tree, rewriting, proofs; globs and ignore lists
    "indexer/pattern": ("indexer/text", "indexer/base",),
    # RocksDB; publication
    "indexer/store": ("indexer/base", "indexer/format"),
    # Hyperscan and PCRE2: which lines, and where in a line
    "indexer/match": ("indexer/text", "indexer/base", "indexer/pattern"),
    # rules, catalogues, studies and their files
    "indexer/rules": ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern", "indexer/match"),
    # where files come from, and what they are
    "indexer/corpus": ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern"),
    # one document in, values out: chunks, grams, hits
    "indexer/document": ("indexer/text", "indexer/base", "indexer/format", "indexer/rules"),
    # segments, written and read
    "indexer/segment": ("indexer/base", "indexer/format", "indexer/store", "indexer/rules",
                        "indexer/document"),
    # enumerate, number, trees, places, dictionary, snapshot
    "indexer/build": ("indexer/base", "indexer/format", "indexer/pattern", "indexer/store", "indexer/rules",
                      "indexer/corpus", "indexer/document", "indexer/segment"),
    # many segments into one
    "indexer/merge": ("indexer/base", "indexer/format", "indexer/store", "indexer/segment"),
    # the pipeline, top to bottom as the data flows
    "indexer": ("indexer/text", "indexer/base", "indexer/pattern", "indexer/store", "indexer/rules", "indexer/corpus",
                "indexer/document", "indexer/segment", "indexer/build", "indexer/merge"),
    # a pinned generation and what reads it; content by document, line or unit
    "query/read": ("indexer/base", "indexer/format", "indexer/store"),
    # trigram query, plan, candidates
    "query/filter": ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern", "query/read"),
    # candidates verified, in order, into a sink
    "query/search": ("indexer/base", "indexer/format", "indexer/pattern", "indexer/match", "query/read",
                     "query/filter"),
    # listings of rules
    "query/hits": ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern", "query/read", "query/search"),
    # one file for each output form, all fed by one sink
    "query/output": ("indexer/text", "indexer/base", "indexer/pattern", "indexer/match", "query/search"),
    # evidence, verdicts
    "query/report": ("indexer/text", "indexer/base", "indexer/format", "indexer/rules", "query/read", "query/search",
                     "query/hits", "query/output"),
    "query/report/teams": ("indexer/text", "indexer/base", "indexer/pattern", "query/report"),
    "query/report/html": ("indexer/text", "indexer/base", "query/output", "query/report"),
    # the program trawl
    "query/commands": ("indexer/text", "indexer/base", "indexer/rules", "query/read", "query/search", "query/hits",
                       "query/output", "query/report", "query/report/teams", "query/report/html"),
    # check, stats, rules filled in. Filling in a rule is a search, hence query/read and query/filter.
    "indexer/upkeep": ("indexer/text", "indexer/base", "indexer/format", "indexer/store", "indexer/rules", "indexer/corpus",
                       "indexer/document", "indexer/segment", "query/read", "query/filter"),
    # the program trawl-index
    "indexer/commands": ("indexer/text", "indexer/base", "indexer", "indexer/upkeep"),
}

# A third party's headers -> the folders, or single files, that are its home.
HOMES = (
    (("rocksdb/*",), ("indexer/store",)),
    (("zstd.h", "zdict.h"), ("indexer/format/frame.cc",)),
    (("xxhash.h",), ("indexer/format", "indexer/store/table_tail.cc")),
    (("hs.h", "hs/*", "pcre2.h"), ("indexer/match",)),
    (("git2.h", "git2/*"), ("indexer/corpus",)),
    (("openssl/*",), ("indexer/base/digest.cc", "indexer/text/base64.cc")),
    (("yaml-cpp/*",), ("indexer/base",)),
    (("boost/*",), ("indexer/base/command_line.cc",)),
    # what starts or joins TBB's threads is in token_pipeline
    (("tbb/enumerable_thread_specific.h",), ("indexer/indexer.cc",)),
    (("tbb/*", "oneapi/*"), ("indexer/base/token_pipeline.cc",)),
    # printers put JSON together as text: see json_printer.cc
    (("nlohmann/*",), ("query/report",)),
    (("httplib.h",), ("query/serve",)),
)

# No home: for all.
EVERYWHERE = ("fmt/*", "sys/*", "linux/*", "arpa/*", "netinet/*")

# Tests and benches may include every folder, their own among them, and every third party.
FREE = ("tests", "bench")


def is_free(file: str) -> bool:
    return file.split("/", 1)[0] in FREE


def home_of(header: str) -> tuple[str, ...] | None:
    """Where an <angled> header may be included; None: everywhere, as the standard library's."""
    for headers, home in HOMES:
        if any(fnmatch.fnmatchcase(header, pattern) for pattern in headers):
            return home
    if any(fnmatch.fnmatchcase(header, pattern) for pattern in EVERYWHERE):
        return None
    return ("scripts/layers.py first",) if "/" in header else None
