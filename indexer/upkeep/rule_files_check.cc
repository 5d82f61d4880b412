#include "indexer/upkeep/rule_files_check.h"

#include <utility>

#include "indexer/upkeep/rule_publication.h"

namespace trawl {

RulesCheck check_rule_files(const std::vector<std::string>& paths) {
  RulesCheck check;
  std::vector<RuleFile> distinct;
  for (const std::string& path : paths) {
    RuleFileReading reading = examine_rule_file(path);
    check.problems.insert(check.problems.end(), reading.problems.begin(), reading.problems.end());
    bool is_good = reading.problems.empty();
    // The name of a wrong catalogue may be known, and then it counts.
    if (is_good || !reading.file.catalogue.empty()) {
      distinct.push_back(reading.file);
      const Status status = check_distinct(distinct);
      if (!status.is_ok()) {
        check.problems.push_back(status);
        distinct.pop_back();
        is_good = false;
      }
    }
    if (is_good) check.good.push_back(std::move(reading.file));
  }
  return check;
}

}  // namespace trawl
