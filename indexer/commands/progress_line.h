// What a person sees of a build while it runs.
#pragma once

#include <chrono>
#include <string>

#include "indexer/indexer.h"

namespace trawl {

// Decides when to say something, and what. On a terminal it redraws one line four times a second;
// elsewhere it prints a new line every ten seconds. One object, one thread at a time.
class ProgressLine {
 public:
  explicit ProgressLine(bool terminal);

  // The text to write to standard error now, control characters included; empty most of the time.
  std::string update(const BuildProgress& progress);
  // The text that ends the line; empty when none is drawn.
  std::string finish() const;

 private:
  std::string describe(const BuildProgress& progress, double seconds) const;

  bool terminal_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace trawl
