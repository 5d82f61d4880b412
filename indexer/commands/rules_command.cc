#include "indexer/commands/rules_command.h"

#include <fmt/format.h>

#include "indexer/base/stop_watch.h"
#include "indexer/text/quantities.h"
#include "indexer/upkeep/rule_files_check.h"
#include "indexer/upkeep/rule_publication.h"

namespace trawl {

const char* const kRulesUsage = R"(trawl-index rules check FILE...
trawl-index rules add|update FILE... [--index DIR]
trawl-index rules remove NAME|FILE... [--index DIR]

check reads files of rules, all of them, and says by line what is wrong: with each rule of a catalogue, its study and
its own fields, the first thing that is; of another file each line that is no rule. No index is needed.
add gives an index the rules of files. Their hits are found in what the index holds, by its own trigrams: no
corpus is needed, and whoever searches meanwhile is not disturbed. Every later build looks for them too.
update does so for rules that the index has with another meaning; of a catalogue of the same name nothing stays.
remove takes away catalogues, and rules that came without one: by their names, or those of a file.

  trawl-index rules check data/catalogues/*.yaml
  trawl-index rules add data/catalogues/eventlet.yaml
  trawl-index rules remove eventlet

A FILE whose name ends in .yaml or .yml is a catalogue; any other has a rule a line, id<TAB>regex.

Flags:
)";

namespace {

std::string describe_file(const std::string& path, const RuleFile& file) {
  return fmt::format("{}: {}{}\n", path,
                     file.catalogue.empty() ? "" : "catalogue " + file.catalogue + ", ",
                     count_text(file.rules.size(), "rule"));
}

std::string describe_report(const RuleReport& report, const char* done, double seconds) {
  if (report.given == 0) return "nothing to do: there is no rule in what was given\n";
  if (report.generation == 0) return "nothing to do: the index has these rules\n";
  std::string beside;
  if (report.gone != 0) beside += fmt::format(", {} gone", report.gone);
  if (report.texts != 0) beside += fmt::format(", the text of {} replaced", report.texts);
  return fmt::format(
      "{} {} of {}{} (generation {}); filled in: {}, {}, {}; {} of chunks read, {:.2f} s\n", done,
      report.rules, count_text(report.given, "rule"), beside, report.generation,
      count_text(report.filled_in, "rule"), count_text(report.segments, "segment"),
      count_text(report.counts.hits, "hit"), format_size(report.counts.bytes), seconds);
}

RulesOutput check_files(const std::vector<std::string>& paths) {
  RulesCheck check = check_rule_files(paths);
  RulesOutput output;
  for (const RuleFile& file : check.good) output.text += describe_file(file.path, file);
  output.problems = std::move(check.problems);
  return output;
}

}  // namespace

std::vector<Flag> rules_flags() {
  return {index_flag(), help_flag()};
}

Result<RulesOutput> run_rules(const Arguments& arguments) {
  const StopWatch watch;
  const std::vector<std::string>& words = arguments.positional();
  const std::string verb = words.empty() ? "" : words.front();
  if (verb != "check" && verb != "add" && verb != "update" && verb != "remove") {
    return invalid_argument("rules " + verb + (verb.empty() ? "" : ": ") +
                            "needs one of check, add, update, remove (--help explains)");
  }
  const std::vector<std::string> given(words.begin() + 1, words.end());
  if (given.empty()) {
    return invalid_argument("rules " + verb + " needs a " +
                            (verb == "remove" ? "NAME or FILE" : "FILE") + " (--help explains)");
  }
  if (verb == "remove") {
    TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
    TRAWL_ASSIGN_OR_RETURN(const RuleReport report, remove_rules(directory, given));
    return RulesOutput{fmt::format("removed {} (generation {})\n", count_text(report.rules, "rule"),
                                   report.generation),
                       {}};
  }
  if (verb == "check") return check_files(given);
  std::vector<RuleFile> files;
  for (const std::string& path : given) {
    TRAWL_ASSIGN_OR_RETURN(RuleFile file, read_checked_rule_file(path));
    files.push_back(std::move(file));
  }
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  const bool replace = verb == "update";
  TRAWL_ASSIGN_OR_RETURN(const RuleReport report, add_rules(directory, files, replace));
  const double seconds = static_cast<double>(watch.elapsed_ms()) / 1e3;
  return RulesOutput{describe_report(report, replace ? "updated" : "added", seconds), {}};
}

}  // namespace trawl
