#include "indexer/base/phrase.h"

namespace trawl {

std::string Phrase::in(Vocabulary words) const {
  std::string shown;
  size_t copied = 0;
  for (const auto& [offset, term] : terms_) {
    shown.append(text_, copied, offset - copied).append(words(term));
    copied = offset;
  }
  return shown.append(text_, copied);
}

Phrase& Phrase::operator+=(const Phrase& more) {
  for (const auto& [offset, term] : more.terms_) terms_.emplace_back(text_.size() + offset, term);
  text_ += more.text_;
  return *this;
}

}  // namespace trawl
