#include <unistd.h>

#include <cstdio>

#include "indexer/base/stop_watch.h"
#include "indexer/rules/rule.h"
#include "query/commands/commands.h"
#include "query/commands/result_output.h"
#include "query/hits/rule_hits.h"
#include "query/hits/rule_lookup.h"

namespace trawl {
namespace {

constexpr const char* kUsage = R"(trawl list [FLAG]... [CATALOGUE/]RULE

Prints the hits of a rule that the index has (trawl-index rules add FILE) in the files that the rule is for: the
lines that a search for its expression finds, without reading content. That is read for --json, whose records tell
where in the file a line begins, and for long lines, whose text is not kept with the hits.

  trawl list eventlet/import-time-patch
  trawl list --explain eventlet/import-time-patch     where the time goes, on standard error
  trawl list --json eventlet/green-pool               ripgrep's records, with the place in the line
  trawl list --format link --ignore-comments --repo '^openstack/nova$' import-time-patch

Exits 0 when there is a hit, 1 when there is none, 2 after an error.
)";

std::vector<Flag> list_flags() {
  std::vector<Flag> all = {index_flag(), snapshot_flag()};
  for (const std::vector<Flag>& some : {selection_flags(), output_flags()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  all.push_back({"explain", '\0', "", false,
                 "print what was read and the time of each part to standard error"});
  all.push_back(help_flag());
  return all;
}

// The submatches are those of all that the rule's lines must match.
Result<std::unique_ptr<JsonPrinter>> json_printer_of(const RuleFacts& rule, Output* output) {
  TRAWL_ASSIGN_OR_RETURN(const RuleExpression expression, RuleExpression::parse(rule.expression));
  std::vector<Pattern> patterns;
  for (const std::vector<std::string>& clause : expression.all_of) {
    for (const std::string& regex : clause) {
      TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(regex, {}));
      patterns.push_back(std::move(pattern));
    }
  }
  return make_json_printer(patterns, output);
}

Result<int> run(const Arguments& arguments) {
  RuleRequest request;
  request.rule = arguments.positional().front();
  request.repository_regex = arguments.get("repo").value_or("");
  request.path_regex = arguments.get("path").value_or("");
  TRAWL_ASSIGN_OR_RETURN(request.lines, line_selection(arguments));
  request.with_offsets = wants_json(arguments);
  Output output(STDOUT_FILENO);
  TRAWL_ASSIGN_OR_RETURN(const std::unique_ptr<ResultSink> printer,
                         make_printer(arguments, &output));
  RuleStats stats;
  StopWatch watch;
  TRAWL_ASSIGN_OR_RETURN(IndexReader* const index, open_index(arguments, kListFamilies));
  stats.open_ns = watch.lap_ns();
  IndexReader& reader = *index;
  TRAWL_RETURN_IF_ERROR(warn_of_stale_repositories(&reader));
  std::unique_ptr<JsonPrinter> json;
  if (wants_json(arguments)) {
    TRAWL_ASSIGN_OR_RETURN(const RuleFacts* rule, find_rule(request.rule, reader.manifest()));
    TRAWL_ASSIGN_OR_RETURN(json, json_printer_of(*rule, &output));
  }
  FoundSink sink(json != nullptr ? json.get() : printer.get());
  const Status status = list_rule_hits(request, &reader, &sink, &stats);
  watch.lap_ns();
  if (status.is_ok() && json != nullptr) TRAWL_RETURN_IF_ERROR(json->finish());
  TRAWL_RETURN_IF_ERROR(output.flush());
  stats.sink_ns += watch.lap_ns();
  if (!status.is_ok() && !(arguments.has("quiet") && sink.found())) return status;
  if (status.is_ok() && arguments.has("explain")) {
    std::fputs(describe_stats(stats).c_str(), stderr);
  }
  return sink.found() ? kFound : kNotFoundExit;
}

}  // namespace

int run_list_command(const std::vector<std::string>& words) {
  const CommandStart start = start_command(kUsage, list_flags(), words, 1, 1, "one RULE");
  if (start.exit_code) return *start.exit_code;
  const Result<int> code = run(start.arguments);
  return code.is_ok() ? *code : report_error(code.status());
}

}  // namespace trawl
