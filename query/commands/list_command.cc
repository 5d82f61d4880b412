#include <unistd.h>

#include "indexer/base/stop_watch.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/index_flag.h"
#include "indexer/rules/rule.h"
#include "query/commands/commands.h"
#include "query/commands/habits.h"
#include "query/commands/opened_index.h"
#include "query/commands/result_flags.h"
#include "query/commands/result_output.h"
#include "query/commands/unmatched_filters.h"
#include "query/hits/rule_hits.h"
#include "query/hits/rule_lookup.h"

namespace trawl {
namespace {

constexpr std::string_view kDescription =
    R"(Prints the hits of a rule: the lines that a search for its expression finds in the files that the rule is for. The
index keeps them (trawl-index rules add FILE), so that no content is read, except for --json, whose records say where in
its file a line begins, and for long lines, whose text is not kept with the hits.)";

std::vector<Flag> list_flags() {
  std::vector<Flag> flags = {index_flag(), snapshot_flag()};
  const std::vector<Flag> shared = result_flags();
  flags.insert(flags.end(), shared.begin(), shared.end());
  flags.push_back({.name = "explain",
                   .help = "print what was read and the time of each part to standard error",
                   .group = flag_group::kOutput});
  return flags;
}

// Its submatches are those of all patterns that the rule's lines must match. Names have none: a
// line that uses eventlet.sleep may spell it in any way.
Result<std::unique_ptr<JsonPrinter>> json_printer_of(const RuleFacts& rule, Output* output) {
  TRAWL_ASSIGN_OR_RETURN(const RuleExpression expression, RuleExpression::parse(rule.expression));
  std::vector<Pattern> patterns;
  for (const std::vector<RuleTerm>& clause : expression.all_of) {
    for (const RuleTerm& term : clause) {
      if (term.name) continue;
      TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(term.text, {}));
      patterns.push_back(std::move(pattern));
    }
  }
  return make_json_printer(patterns, output);
}

Result<int> run_list(const Arguments& arguments, const Console& console) {
  RuleRequest request;
  request.rule = arguments.positional().front();
  request.files = file_filter(arguments);
  TRAWL_ASSIGN_OR_RETURN(request.lines, line_selection(arguments));
  TRAWL_ASSIGN_OR_RETURN(ResultChoice choice, result_choice(arguments));
  request.needs.offsets = choice.form == ResultForm::kJson;
  Output output(STDOUT_FILENO);
  const std::unique_ptr<ResultSink> printer = make_printer(std::move(choice), &output);
  RuleStats stats;
  StopWatch watch;
  TRAWL_ASSIGN_OR_RETURN(IndexReader* const index, open_index(arguments, kListFamilies, console));
  const uint64_t open_ns = watch.lap_ns();
  IndexReader& reader = *index;
  std::unique_ptr<JsonPrinter> json;
  if (printer == nullptr) {
    TRAWL_ASSIGN_OR_RETURN(const RuleFacts* rule, find_rule(request.rule, reader.manifest()));
    TRAWL_ASSIGN_OR_RETURN(json, json_printer_of(*rule, &output));
  }
  FoundSink sink(json != nullptr ? json.get() : printer.get());
  const Status status = list_rule_hits(request, &reader, &sink, &stats);
  watch.lap_ns();
  if (status.is_ok() && json != nullptr) TRAWL_RETURN_IF_ERROR(json->finish());
  TRAWL_RETURN_IF_ERROR(output.flush());
  const uint64_t flush_ns = watch.lap_ns();
  if (!status.is_ok() && !(arguments.has("quiet") && sink.found())) return status;
  if (status.is_ok() && arguments.has("explain")) {
    console.explain(describe_stats(stats, open_ns, flush_ns));
  }
  if (sink.found()) return kFound;
  TRAWL_RETURN_IF_ERROR(tell_unmatched_filters(request.files, &reader, console));
  return kNotFoundExit;
}

}  // namespace

Command list_command() {
  return {.name = "list",
          .summary = "every hit of a rule that the index has",
          .usage = "[FLAG]... [CATALOGUE/]RULE",
          .description = kDescription,
          .examples = {{"trawl list eventlet/import-time-patch"},
                       {"trawl list --explain eventlet/import-time-patch",
                        "where the time goes, on standard error"},
                       {"trawl list --json eventlet/green-pool",
                        "ripgrep's records, with the place in the line"},
                       {"trawl list --format link --ignore-comments --repo '^openstack/nova$' "
                        "import-time-patch"}},
          .meaning_column = 54,
          .exit_codes = "Exits 0 when there is a hit, 1 when there is none, 2 after an error.",
          .positional = {1, 1, "one RULE", "to limit the listing to files use --path REGEX"},
          .flags = list_flags(),
          .habits = list_habits(),
          .run = run_list};
}

}  // namespace trawl
