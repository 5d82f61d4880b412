// The dotted names that rules are about, and where they are in a document. A line with such a name
// may not spell it (`import eventlet as e`, and 300 lines below `e.sleep()`), so names are found in
// whole documents, unlike regular expressions.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/match/matcher.h"
#include "indexer/python/names.h"

namespace trawl {

// A term of a rule that is a name, by its number, and a line that has it.
struct NameOnLine {
  uint32_t line = 0;  // 1-based
  uint32_t number = 0;
  friend auto operator<=>(const NameOnLine&, const NameOnLine&) = default;
};

// Immutable after compile(), then shared between threads.
class RuleNames {
 public:
  // The number of this term, the same for equal ones; they are counted from 0.
  uint32_t add(NameKind what, const std::string& name);
  // To be called after the last name was added.
  Status compile();

  bool empty() const { return count_ == 0; }
  // Finds the first parts of the names. A document with none of them has no names. REQUIRES:
  // compiled, and not empty.
  const Matcher& root_matcher() const { return *root_matcher_; }
  // The lines of a document with the names, ascending, each once.
  std::vector<NameOnLine> find(std::string_view document) const;

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  // Numbers of the terms of one name, by NameKind.
  using Numbers = std::array<uint32_t, 3>;

  // Appends the terms that hold of a name in a source.
  void append(const PythonName& name, std::vector<NameOnLine>* lines) const;

  std::map<std::string, Numbers, std::less<>> numbers_;
  bool has_values_ = false;  // whether some name is of what a call returns
  uint32_t count_ = 0;
  std::vector<std::string> roots_;  // first parts of the names, ascending
  std::optional<Matcher> root_matcher_;
};

}  // namespace trawl
