// Which files a rule's hits count in. Hits are stored for every document, and a document may have
// many names, so the scope is applied to files when hits are listed.
#pragma once

#include <string>
#include <vector>

namespace trawl {

struct RuleScope {
  std::vector<std::string> languages;  // of the classifier, any letter case; empty: all
  std::vector<std::string> include;    // paths, gitignore(5) patterns; empty: all
  std::vector<std::string> exclude;    // the same, removed from those
  bool everywhere() const { return languages.empty() && include.empty() && exclude.empty(); }
  friend bool operator==(const RuleScope&, const RuleScope&) = default;
};

}  // namespace trawl
