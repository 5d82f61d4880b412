// Text that may mention terms, which are put into words only when it is shown to somebody.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "indexer/base/term.h"

namespace trawl {

// A plain value. Put together with +: "out of memory: lower " + Term::kMemory.
class Phrase {
 public:
  Phrase() = default;
  Phrase(std::string text) : text_(std::move(text)) {}  // NOLINT: implicit by design
  Phrase(const char* text) : text_(text) {}             // NOLINT: implicit by design
  Phrase(Term term) : terms_{{0, term}} {}              // NOLINT: implicit by design

  bool is_empty() const { return text_.empty() && terms_.empty(); }
  std::string in(Vocabulary words) const;
  Phrase& operator+=(const Phrase& more);

 private:
  std::string text_;                            // without the terms
  std::vector<std::pair<size_t, Term>> terms_;  // each with its offset in the text, ascending
};

inline Phrase operator+(Phrase left, const Phrase& right) {
  left += right;
  return left;
}
// If neither operand is a class ("text" + Term), C++ considers only operators that take the
// enumeration.
inline Phrase operator+(Phrase left, Term right) {
  return std::move(left) + Phrase(right);
}
inline Phrase operator+(Term left, const Phrase& right) {
  return Phrase(left) + right;
}

}  // namespace trawl
