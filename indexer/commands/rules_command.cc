// `trawl-index rules check|add|update|remove`.
#include <fmt/format.h>

#include "indexer/base/stop_watch.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/console.h"
#include "indexer/cli/index_flag.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/habits.h"
#include "indexer/text/quantities.h"
#include "indexer/upkeep/rule_files_check.h"
#include "indexer/upkeep/rule_publication.h"

namespace trawl {
namespace {

constexpr std::string_view kDescription =
    R"(check reads files of rules and reports all their problems by line: of a catalogue each field that is missing or unknown,
each pattern and each example that fails, each sentence of a study that its example projects do not show; of another
file each line that is not a rule. It needs no index.
add gives an index the rules of files. It finds their hits in what the index holds, by the index's own trigrams: no
corpus is needed, and searches go on meanwhile. Every later build looks for these rules too.
update replaces rules of the same names that the index has with another meaning, and a catalogue as a whole.
remove takes catalogues away, and rules that came without one, by their names or by the file that has them.)";

constexpr std::string_view kNotes =
    R"(A FILE whose name ends in .yaml or .yml is a catalogue; any other has one rule a line, ID<TAB>REGEX.)";

std::string describe_file(const RuleFile& file) {
  return fmt::format("{}: {}{}\n", file.path,
                     file.catalogue.empty() ? "" : "catalogue " + file.catalogue + ", ",
                     count_text(file.rules.size(), "rule"));
}

std::string describe_report(const RuleReport& report, const char* done, double seconds) {
  if (report.given == 0) return "nothing to do: what was given has no rules\n";
  if (report.generation == 0) return "nothing to do: the index has these rules already\n";
  std::string beside;
  if (report.gone != 0) beside += fmt::format(", {} gone", report.gone);
  if (report.texts != 0) beside += fmt::format(", the text of {} replaced", report.texts);
  return fmt::format(
      "{} {} of {}{} (generation {}); filled in: {}, {}, {}; {} of chunks read, {:.2f} s\n", done,
      report.rules, count_text(report.given, "rule"), beside, report.generation,
      count_text(report.filled_in, "rule"), count_text(report.segments, "segment"),
      count_text(report.counts.hits, "hit"), format_size(report.counts.bytes), seconds);
}

Result<int> run_rules_check(const Arguments& arguments, const Console& console) {
  const RulesCheck check = check_rule_files(arguments.positional());
  std::string text;
  for (const RuleFile& file : check.good) text += describe_file(file);
  for (const Status& problem : check.problems) console.message(message_of(problem));
  TRAWL_RETURN_IF_ERROR(console.print(text));
  return check.problems.empty() ? kDone : kErrorExit;
}

Result<int> give_rules(const Arguments& arguments, bool replace, const Console& console) {
  const StopWatch watch;
  std::vector<RuleFile> files;
  for (const std::string& path : arguments.positional()) {
    TRAWL_ASSIGN_OR_RETURN(RuleFile file, read_rule_file(path));
    files.push_back(std::move(file));
  }
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  TRAWL_ASSIGN_OR_RETURN(const RuleReport report, add_rules(directory, files, replace));
  const double seconds = static_cast<double>(watch.elapsed_ms()) / 1e3;
  TRAWL_RETURN_IF_ERROR(
      console.print(describe_report(report, replace ? "updated" : "added", seconds)));
  return kDone;
}

Result<int> run_rules_add(const Arguments& arguments, const Console& console) {
  return give_rules(arguments, false, console);
}

Result<int> run_rules_update(const Arguments& arguments, const Console& console) {
  return give_rules(arguments, true, console);
}

Result<int> run_rules_remove(const Arguments& arguments, const Console& console) {
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  TRAWL_ASSIGN_OR_RETURN(const RuleReport report, remove_rules(directory, arguments.positional()));
  TRAWL_RETURN_IF_ERROR(console.print(fmt::format(
      "removed {} (generation {})\n", count_text(report.rules, "rule"), report.generation)));
  return kDone;
}

// The commands below `rules`. Its help explains them.
std::vector<Command> nested_commands() {
  return {{.name = "check",
           .summary = "say what is wrong in files of rules",
           .usage = "FILE...",
           .positional = {1, kAnyNumber, "at least one FILE"},
           .run = run_rules_check},
          {.name = "add",
           .summary = "give an index the rules of files",
           .usage = "FILE... [--index DIR]",
           .positional = {1, kAnyNumber, "at least one FILE"},
           .run = run_rules_add},
          {.name = "update",
           .summary = "give an index rules in place of those it has by the same name",
           .usage = "FILE... [--index DIR]",
           .positional = {1, kAnyNumber, "at least one FILE"},
           .run = run_rules_update},
          {.name = "remove",
           .summary = "take catalogues and rules away from an index",
           .usage = "NAME|FILE... [--index DIR]",
           .positional = {1, kAnyNumber, "at least one NAME or FILE"},
           .run = run_rules_remove}};
}

}  // namespace

Command rules_command() {
  return {.name = "rules",
          .summary = "give an index rules, and take them away",
          .usage = "check|add|update|remove",
          .synopsis = {"rules check FILE...", "rules add|update FILE... [--index DIR]",
                       "rules remove NAME|FILE... [--index DIR]"},
          .description = kDescription,
          .examples = {{"trawl-index rules check data/catalogues/*.yaml"},
                       {"trawl-index rules add data/catalogues/eventlet.yaml"},
                       {"trawl-index rules remove eventlet"}},
          .notes = kNotes,
          .flags = {index_flag()},
          .habits = upkeep_habits(),
          .commands = nested_commands()};
}

}  // namespace trawl
