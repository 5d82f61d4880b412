#include <cstdio>

#include <unistd.h>

#include "indexer/base/stop_watch.h"
#include "query/commands/commands.h"
#include "query/commands/result_output.h"
#include "query/search/searcher.h"

namespace trawl {
namespace {

constexpr const char* kUsage = R"(trawl search [FLAG]... PATTERN

Prints every line of the snapshot that PATTERN, a regular expression, is found in, by repository, path and line.

  trawl search 'import eventlet'                     grep lines: repository/path:line:text
  trawl search -i -w --repo '^openstack/heat' rpc    as a word, in any case, in some repositories
  trawl search --path '\.py$' 'def\s+test_\w+'       in some files
  trawl search --format link --ignore-comments eventlet
  trawl search --json 'GreenPool\('                  ripgrep's records, with the place in the line
  trawl search -F -- '--config-file'                 a literal that begins with a dash
  trawl search --explain 'a.*b'                      how it was searched, on standard error

A trigram query + in --explain means that nothing narrows the search: every chunk is read. A SIZE is a whole
number of bytes, or one with K, M, G or T behind it for its binary multiple: 512M, not 0.5G.

Exits 0 when a line matches, 1 when none does, 2 after an error.
)";

// Flags that users of grep and ripgrep will try, and that are still to come.
const std::vector<Flag>& later_flags() {
  static const std::vector<Flag> flags = {{"only-matching", 'o', "", false, "not supported yet"},
                                          {"pcre2", 'P', "", false, "not supported yet"},
                                          {"multiline", 'U', "", false, "not supported yet"},
                                          {"unicode", '\0', "", false, "not supported yet"},
                                          {"crlf", '\0', "", false, "not supported yet"}};
  return flags;
}

const std::vector<Flag>& search_flags() {
  static const std::vector<Flag> flags = [] {
    std::vector<Flag> all = {
        index_flag(),
        snapshot_flag(),
        {"ignore-case", 'i', "", false, "ASCII letters match in either case"},
        {"fixed-strings", 'F', "", false, "PATTERN is a literal"},
        {"word-regexp", 'w', "", false, "matches begin and end at word boundaries"}};
    for (const std::vector<Flag>& some : {selection_flags(), output_flags()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    all.push_back({"explain", '\0', "", false,
                   "print the query plan, candidates and times to standard error"});
    all.push_back({"memory", '\0', "SIZE", false, "content held at a time (default: 256M)"});
    all.push_back({"jobs", 'j', "N", false, "threads (default: one for each processor)"});
    all.push_back(help_flag());
    return all;
  }();
  return flags;
}

Status refuse_later_flags(const Arguments& arguments) {
  for (const Flag& flag : later_flags()) {
    if (!arguments.has(flag.name)) continue;
    const std::string letter = flag.letter == '\0' ? "" : std::string(" (-") + flag.letter + ")";
    return unsupported("--" + flag.name + letter + " is not supported yet");
  }
  return {};
}

Result<SearchRequest> make_request(const Arguments& arguments) {
  TRAWL_RETURN_IF_ERROR(refuse_later_flags(arguments));
  SearchRequest request;
  request.pattern = arguments.positional().front();
  request.options.ignore_case = arguments.has("ignore-case");
  request.options.fixed_string = arguments.has("fixed-strings");
  request.options.word = arguments.has("word-regexp");
  request.repository_regex = arguments.get("repo").value_or("");
  request.path_regex = arguments.get("path").value_or("");
  TRAWL_ASSIGN_OR_RETURN(request.lines, line_selection(arguments));
  TRAWL_ASSIGN_OR_RETURN(request.memory, size_argument(arguments, "memory", kDefaultSearchMemory));
  TRAWL_ASSIGN_OR_RETURN(const uint64_t jobs, number_argument(arguments, "jobs", 1, 1024, 0));
  request.jobs = static_cast<uint32_t>(jobs);
  return request;
}

Result<int> run(const Arguments& arguments) {
  StopWatch watch;
  TRAWL_ASSIGN_OR_RETURN(const SearchRequest request, make_request(arguments));
  Output output(STDOUT_FILENO);
  TRAWL_ASSIGN_OR_RETURN(std::unique_ptr<ResultSink> printer, make_printer(arguments, &output));
  // A wrong pattern is said before a missing index: it is what the user typed last.
  TRAWL_ASSIGN_OR_RETURN(const Pattern pattern, parse_pattern(request.pattern, request.options));
  std::unique_ptr<JsonPrinter> json;
  if (wants_json(arguments)) {
    TRAWL_ASSIGN_OR_RETURN(json, make_json_printer({&pattern, 1}, &output));
  }
  TRAWL_ASSIGN_OR_RETURN(IndexReader* const index, open_index(arguments, kSearchFamilies));
  IndexReader& reader = *index;
  TRAWL_RETURN_IF_ERROR(warn_of_stale_repositories(&reader));
  const uint64_t open_us = watch.lap_us();

  FoundSink sink(json != nullptr ? json.get() : printer.get());
  Result<SearchStats> stats = search(request, &reader, &sink);
  if (stats.is_ok() && json != nullptr) TRAWL_RETURN_IF_ERROR(json->finish());
  TRAWL_RETURN_IF_ERROR(output.flush());
  if (!stats.is_ok() && !(arguments.has("quiet") && sink.found())) return stats.status();
  if (stats.is_ok() && arguments.has("explain")) {
    stats->open_us = open_us;
    std::fputs(describe_stats(*stats).in(command_words).c_str(), stderr);
  }
  return sink.found() ? kFound : kNotFoundExit;
}

}  // namespace

int run_search_command(const std::vector<std::string>& words) {
  std::vector<Flag> flags = search_flags();
  flags.insert(flags.end(), later_flags().begin(), later_flags().end());
  const CommandStart start = start_command(kUsage, flags, words, 1, 1, "one PATTERN");
  if (start.exit_code) return *start.exit_code;
  const Result<int> code = run(start.arguments);
  return code.is_ok() ? *code : report_error(code.status());
}

}  // namespace trawl
