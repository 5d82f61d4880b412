"""The layers of Trawl, as data for scripts/check_sources. Nothing here is executed, and every value is a literal.

After a change of LAYERS, `scripts/check_sources --write-table` updates the table in .github/ARCHITECTURE.md.
"""

# Folder -> what it is for, and the other folders whose headers its files may include. Folders are exact: a folder
# inside another has its own entry. A folder lists only folders above it.
LAYERS = {
    "indexer/text": (
        "characters, lines, lists and numbers as text",
        ()),
    "indexer/python": (
        "what the lines of a Python file mean: text, names, functions",
        ()),
    "indexer/base": (
        "status, results, files, digests, YAML, the ordered pipeline (TBB)",
        ("indexer/text",)),
    "indexer/cli": (
        "command lines of both programs: commands, flags, help, messages, exit codes (Boost.Program_options)",
        ("indexer/text", "indexer/base")),
    "indexer/format": (
        "what lies on disk, byte for byte: [FORMAT.md](indexer/format/FORMAT.md)",
        ("indexer/text", "indexer/base")),
    "indexer/pattern": (
        "the pattern language: text to tree, rewriting, what can be proved; globs and ignore lists",
        ("indexer/text", "indexer/base")),
    "indexer/store": (
        "RocksDB, and publication: how a build becomes visible in one step",
        ("indexer/base", "indexer/format")),
    "indexer/match": (
        "which lines match (Hyperscan), and where in a line (PCRE2)",
        ("indexer/text", "indexer/base", "indexer/pattern")),
    "indexer/rules": (
        "rules, and catalogues with their files",
        ("indexer/text", "indexer/python", "indexer/base", "indexer/format", "indexer/pattern", "indexer/match")),
    "indexer/corpus": (
        "where files come from: walking, ignoring, classifying",
        ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern")),
    "indexer/document": (
        "one document in; chunks, grams and hits out",
        ("indexer/text", "indexer/base", "indexer/format", "indexer/rules")),
    "indexer/study": (
        "the study that a report follows, and what the hits of a project mean by it; files of rules",
        ("indexer/text", "indexer/python", "indexer/base", "indexer/format", "indexer/pattern", "indexer/rules",
         "indexer/corpus", "indexer/document")),
    "indexer/segment": (
        "segments, written and read",
        ("indexer/base", "indexer/format", "indexer/store", "indexer/rules", "indexer/document")),
    "indexer/build": (
        "the steps of a build around segments: files, numbers, trees, places, the dictionary, the snapshot",
        ("indexer/base", "indexer/format", "indexer/pattern", "indexer/store", "indexer/rules",
         "indexer/corpus", "indexer/document", "indexer/segment")),
    "indexer/merge": (
        "many segments into one",
        ("indexer/base", "indexer/format", "indexer/store", "indexer/segment")),
    "indexer": (
        "the pipeline of a build, top to bottom as the data flows: [indexer.cc](indexer/indexer.cc)",
        ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern", "indexer/store", "indexer/rules",
         "indexer/corpus", "indexer/document", "indexer/segment", "indexer/build", "indexer/merge")),
    "query/read": (
        "a generation that is open: its records, and content by document, line or unit",
        ("indexer/base", "indexer/format", "indexer/store")),
    "query/filter": (
        "from a pattern to the chunks that may match it: trigram query, plan, candidates",
        ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern", "query/read")),
    "query/language": (
        "a query as a value: patterns, and/or/not, file filters, what results need",
        ("indexer/text", "indexer/pattern")),
    "query/search": (
        "candidates verified, in listing order, into a sink",
        ("indexer/text", "indexer/base", "indexer/format", "indexer/pattern", "indexer/match", "query/read", "query/filter",
         "query/language")),
    "query/hits": (
        "listings of rules",
        ("indexer/text", "indexer/base", "indexer/format", "indexer/rules", "query/read", "query/language",
         "query/search")),
    "query/output": (
        "lines, links, counts, names and JSON, all fed by one sink",
        ("indexer/text", "indexer/base", "indexer/match", "query/search")),
    "query/report": (
        "evidence from the index, and reports as Markdown and JSON",
        ("indexer/text", "indexer/python", "indexer/base", "indexer/format", "indexer/rules",
         "indexer/study", "query/read", "query/filter", "query/search", "query/hits", "query/output")),
    "query/report/teams": (
        "who owns what: projects.yaml and CODEOWNERS",
        ("indexer/text", "indexer/base", "indexer/pattern", "indexer/study", "query/report")),
    "query/report/html": (
        "reports as pages",
        ("indexer/text", "indexer/base", "indexer/study", "query/output", "query/report")),
    "query/commands": (
        "the program `trawl`",
        ("indexer/text", "indexer/base", "indexer/cli", "indexer/pattern", "indexer/rules", "indexer/study", "query/read",
         "query/language", "query/search", "query/hits", "query/output", "query/report", "query/report/teams",
         "query/report/html")),
    # Filling in a rule is a search, so it needs query/read and query/filter.
    "indexer/upkeep": (
        "check, stats, dump, and rules that are filled in",
        ("indexer/text", "indexer/base", "indexer/format", "indexer/store", "indexer/rules", "indexer/corpus",
         "indexer/document", "indexer/study", "indexer/segment", "query/read", "query/filter")),
    "indexer/commands": (
        "the program `trawl-index`",
        ("indexer/text", "indexer/base", "indexer/cli", "indexer", "indexer/upkeep")),
}

# Units (paths without suffix) that may include each other -> why.
PRIVATE_GROUPS = {
    ("indexer/match/matcher", "indexer/match/compiled_matcher"):
        "compiled_matcher.h is how matcher.cc and line_scanner.cc see inside a Matcher",
}

# A folder has one library, which is defined in its CMakeLists.txt and may be linked by every folder that may include
# the folder. Here, an additional library -> the folder that it belongs to. The same folders may link it.
FURTHER_LIBRARIES = {
    # TBB is a shared library that a search does not need
    "trawl_pipeline": "indexer/base",
    # programs are a main on top of their folder's library, so that tests can link their tables of commands
    "trawl-index": "indexer/commands",
    "trawl": "query/commands",
}

# Headers and sources together.
MOST_FILES = 30
# Folders that may have more -> why.
LARGE_FOLDERS = {
    "indexer/format": "a pair of files for each kind of record",
    "indexer/study": "a parser for each section of a study, beside the analysis that follows it",
}

# Headers of a third party -> the folders, or single files, that are its home.
HOMES = (
    (("rocksdb/*",), ("indexer/store",)),
    (("zstd.h", "zdict.h"), ("indexer/format/frame.cc",)),
    (("xxhash.h",), ("indexer/format", "indexer/store/table_tail.cc")),
    (("hs.h", "hs/*", "pcre2.h"), ("indexer/match",)),
    (("git2.h", "git2/*"), ("indexer/corpus",)),
    (("openssl/*",), ("indexer/base/digest.cc", "indexer/text/base64.cc")),
    (("yaml-cpp/*",), ("indexer/base",)),
    (("boost/*",), ("indexer/cli",)),
    # token_pipeline has all code that starts or joins TBB's threads
    (("tbb/enumerable_thread_specific.h",), ("indexer/indexer.cc",)),
    (("tbb/*", "oneapi/*"), ("indexer/base/token_pipeline.cc",)),
    # printers write JSON as text: see json_printer.cc
    (("nlohmann/*",), ("query/report",)),
    (("mstch/*",), ("query/report/html",)),
    (("httplib.h",), ("query/serve",)),
)

# Headers without a home, for all folders.
EVERYWHERE = ("fmt/*", "sys/*", "linux/*", "arpa/*", "netinet/*")

# Tests and benches may include every folder, including their own, and every third party.
FREE = ("tests", "bench")

# tests/FOLDER has the tests of FOLDER. Test folders that mirror no folder -> why.
OTHER_TESTS = {
    "tests/indexer": "builds of whole directories",
    "tests/query": "what tests of several folders of query share",
    "tests/faults": "programs that the kill and disk-full tests run",
    "tests/pipeline": "the tests that run threads, which ThreadSanitizer watches as well",
}
