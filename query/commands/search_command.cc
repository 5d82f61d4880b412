#include <utility>

#include <unistd.h>

#include "indexer/base/command_words.h"
#include "indexer/base/stop_watch.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/index_flag.h"
#include "query/commands/commands.h"
#include "query/commands/habits.h"
#include "query/commands/opened_index.h"
#include "query/commands/result_flags.h"
#include "query/commands/result_output.h"
#include "query/commands/unmatched_filters.h"
#include "query/search/searcher.h"

namespace trawl {
namespace {

constexpr uint64_t kMaxJobs = 1024;

constexpr std::string_view kDescription =
    R"(Prints every line of the snapshot in which PATTERN, a regular expression, is found, by repository, path and line.)";

constexpr std::string_view kNotes =
    R"(In what --explain prints, a trigram query + means that nothing narrows the search: every chunk is read. A SIZE is a
whole number of bytes, optionally followed by K, M, G or T (powers of 1024): 512M, not 0.5G.)";

// A flag of grep and ripgrep that users will try and that is not supported yet.
Flag planned(std::string_view name, char letter = '\0') {
  return {.name = name, .letter = letter, .help = "not supported yet", .is_planned = true};
}

std::vector<Flag> search_flags() {
  std::vector<Flag> flags = {index_flag(),
                             snapshot_flag(),
                             {.name = "ignore-case",
                              .letter = 'i',
                              .help = "ASCII letters match in either case",
                              .group = flag_group::kMatching},
                             {.name = "fixed-strings",
                              .letter = 'F',
                              .help = "PATTERN is a literal",
                              .group = flag_group::kMatching},
                             {.name = "word-regexp",
                              .letter = 'w',
                              .help = "matches begin and end at word boundaries",
                              .group = flag_group::kMatching}};
  const std::vector<Flag> shared = result_flags();
  flags.insert(flags.end(), shared.begin(), shared.end());
  const std::vector<Flag> own = {
      {.name = "explain",
       .help = "print the query plan, candidates and times to standard error",
       .group = flag_group::kOutput},
      {.name = "memory",
       .value = "SIZE",
       .help = "how much content to hold at a time",
       .otherwise = "256M",
       .group = flag_group::kResources},
      {.name = "jobs",
       .letter = 'j',
       .value = "N",
       .help = "the number of threads",
       .otherwise = "one for each processor",
       .group = flag_group::kResources},
      planned("only-matching", 'o'),
      planned("pcre2", 'P'),
      planned("multiline", 'U'),
      planned("unicode"),
      planned("crlf")};
  flags.insert(flags.end(), own.begin(), own.end());
  return flags;
}

Result<SearchOptions> search_options(const Arguments& arguments) {
  SearchOptions options;
  TRAWL_ASSIGN_OR_RETURN(options.memory, size_argument(arguments, "memory", kDefaultSearchMemory));
  TRAWL_ASSIGN_OR_RETURN(const uint64_t jobs, number_argument(arguments, "jobs", 1, kMaxJobs, 0));
  options.jobs = static_cast<uint32_t>(jobs);
  return options;
}

Result<Query> parse_query(const Arguments& arguments, LineSelection lines) {
  const PatternOptions options{.fixed_string = arguments.has("fixed-strings"),
                               .ignore_case = arguments.has("ignore-case"),
                               .word = arguments.has("word-regexp")};
  Result<Pattern> pattern = parse_pattern(arguments.positional().front(), options);
  if (!pattern.is_ok()) {
    return pattern.status().with_advice(options.fixed_string || !pattern.status().place()
                                            ? ""
                                            : "; to search for it as plain text use -F");
  }
  Query query = Query::of_pattern(*std::move(pattern));
  query.files = file_filter(arguments);
  query.lines = std::move(lines);
  return query;
}

Result<int> run_search(const Arguments& arguments, const Console& console) {
  StopWatch watch;
  TRAWL_ASSIGN_OR_RETURN(LineSelection lines, line_selection(arguments));
  TRAWL_ASSIGN_OR_RETURN(const SearchOptions options, search_options(arguments));
  TRAWL_ASSIGN_OR_RETURN(ResultChoice choice, result_choice(arguments));
  Output output(STDOUT_FILENO);
  const std::unique_ptr<ResultSink> printer = make_printer(std::move(choice), &output);
  // Reports a wrong pattern before a missing index, because the pattern is what the user typed
  // last.
  TRAWL_ASSIGN_OR_RETURN(const Query query, parse_query(arguments, std::move(lines)));
  std::unique_ptr<JsonPrinter> json;
  if (printer == nullptr) {
    TRAWL_ASSIGN_OR_RETURN(json, make_json_printer(query.parsed_patterns(), &output));
  }
  TRAWL_ASSIGN_OR_RETURN(IndexReader* const index, open_index(arguments, kSearchFamilies, console));
  IndexReader& reader = *index;
  const uint64_t open_us = watch.lap_us();

  FoundSink sink(json != nullptr ? json.get() : printer.get());
  Result<SearchStats> stats = search(query, options, &reader, &sink);
  if (stats.is_ok() && json != nullptr) TRAWL_RETURN_IF_ERROR(json->finish());
  TRAWL_RETURN_IF_ERROR(output.flush());
  if (!stats.is_ok() && !(arguments.has("quiet") && sink.found())) return stats.status();
  if (stats.is_ok() && arguments.has("explain")) {
    console.explain(describe_stats(*stats, open_us).in(command_words));
  }
  if (sink.found()) return kFound;
  TRAWL_RETURN_IF_ERROR(tell_unmatched_filters(query.files, &reader, console));
  return kNotFoundExit;
}

}  // namespace

Command search_command() {
  return {.name = "search",
          .summary = "every line that matches",
          .usage = "[FLAG]... PATTERN",
          .description = kDescription,
          .examples = {{"trawl search 'import eventlet'", "grep lines: repository/path:line:text"},
                       {"trawl search -i -w --repo '^openstack/heat' rpc",
                        "as a word, in any case, in some repositories"},
                       {R"(trawl search --path '\.py$' 'def\s+test_\w+')", "in some files"},
                       {"trawl search --format link --ignore-comments eventlet"},
                       {R"(trawl search --json 'GreenPool\(')",
                        "ripgrep's records, with the place in the line"},
                       {"trawl search -F -- '--config-file'", "a literal that begins with a dash"},
                       {"trawl search --explain 'a.*b'", "how it was searched, on standard error"}},
          .meaning_column = 53,
          .notes = kNotes,
          .exit_codes = "Exits 0 when a line matches, 1 when none does, 2 after an error.",
          .positional = {1, 1, "one PATTERN", "to limit the search to files use --path REGEX"},
          .flags = search_flags(),
          .habits = search_habits(),
          .run = run_search};
}

}  // namespace trawl
