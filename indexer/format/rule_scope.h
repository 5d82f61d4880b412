// Which files the hits of a rule count in. Hits are stored for every document; a document has many
// names, so this is applied to files when hits are listed.
#pragma once

#include <string>
#include <vector>

namespace trawl {

struct RuleScope {
  std::vector<std::string> languages;  // of the classifier, any letter case; none: all
  std::vector<std::string> include;    // paths, gitignore(5) patterns; none: all
  std::vector<std::string> exclude;    // the same, taken away again
  bool everywhere() const { return languages.empty() && include.empty() && exclude.empty(); }
  friend bool operator==(const RuleScope&, const RuleScope&) = default;
};

}  // namespace trawl
