// What Matcher::compile decided and LineScanner carries out. Internal to indexer/match.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/match/hyperscan_engine.h"
#include "indexer/match/matcher.h"
#include "indexer/match/pcre2_engine.h"
#include "indexer/pattern/line_proof.h"

namespace trawl {

// What decides whether a line matches a pattern.
enum class Decider {
  kEveryLine,      // nothing: it always does
  kHyperscan,      // a report's line matches
  kFilteredPcre2,  // PCRE2, asked about the lines that Hyperscan reports for a simpler expression
  kPcre2,          // PCRE2, asked about every line
};

struct CompiledPattern {
  Pattern pattern;
  LineFacts facts;
  Decider decider = Decider::kPcre2;
  std::string refusal;                  // why PCRE2 decides
  std::optional<Pcre2Program> program;  // present when PCRE2 decides
};

struct Matcher::Compiled {
  std::vector<CompiledPattern> patterns;
  std::unique_ptr<HyperscanDatabase> database;  // null when no pattern is on Hyperscan
  std::vector<uint32_t> every_text_line;        // the patterns of kEveryLine and kPcre2, ascending
  bool uses_pcre2 = false;
};

}  // namespace trawl
