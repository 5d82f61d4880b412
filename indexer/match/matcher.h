// Finds the lines of a text that match: with Hyperscan where it can, with PCRE2 where it cannot.
// Only this folder includes hs.h or pcre2.h.
//
// A line matches if and only if the pattern matches the line's own bytes, without its '\n' and
// without its neighbours; a '\r' belongs to its line. A line ends at '\n'; a last line without one
// counts; the empty text has no lines. Hyperscan scans whole texts and reports ends of matches; no
// match of a parsed pattern can hold a '\n', so it lies in the line that it ends in. matcher.cc
// proves that this loses nothing and adds nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/line_proof.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// One line of a scanned text. Offsets are bytes from the text's start; the end excludes the '\n'.
struct LineMatch {
  uint32_t pattern = 0;  // index among the matcher's patterns
  uint64_t line = 0;     // 0-based line of the scanned text, plus scan()'s `first_line`
  uint64_t begin = 0;
  uint64_t end = 0;
  friend bool operator==(const LineMatch&, const LineMatch&) = default;
};

// Patterns compiled together. Immutable after compile, shared between threads, each of which has a
// LineScanner.
class Matcher {
 public:
  // Compiles all patterns into one database. Those that Hyperscan refuses, or would compile too
  // slowly, run on PCRE2, on the lines that Hyperscan finds for a simpler expression if there is
  // one. Errors name the pattern; kUnsupported on a processor without SSSE3.
  static Result<Matcher> compile(std::vector<Pattern> patterns);
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  size_t pattern_count() const;
  // What compile() proved about a pattern. REQUIRES: pattern < pattern_count().
  const LineFacts& line_facts(size_t pattern) const;
  // For --explain: "every line", "hyperscan", and with the reason "pcre2: look-behind at byte 3" or
  // "hyperscan filter, pcre2: look-behind at byte 3". REQUIRES: pattern < pattern_count().
  std::string engine_description(size_t pattern) const;

 private:
  friend class LineScanner;
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
  explicit Matcher(std::shared_ptr<const Compiled> compiled);
};

// Scratch space for one thread to scan with. It keeps what the matcher compiled alive.
class LineScanner {
 public:
  static Result<LineScanner> create(const Matcher& matcher);
  LineScanner(LineScanner&&) noexcept;
  LineScanner& operator=(LineScanner&&) noexcept;
  ~LineScanner();

  // Replaces `*matches` by the matching lines of `text`, ascending by (line, pattern), each at most
  // once. `text` is whole lines: it begins at a line's start and ends at a line's end or the
  // document's. `first_line` is the 0-based number of its first line in the document, for matches
  // and messages. kInvalidArgument when PCRE2 reached a limit, which is never taken for a
  // non-match; the message names the line, from 1, and the pattern: "line 12: pattern `...`: ...".
  // kUnsupported for a text above 4 GiB.
  Status scan(std::string_view text, std::vector<LineMatch>* matches, uint64_t first_line = 0);
  // True when some line matches; stops at the first.
  Result<bool> matches_any(std::string_view text, uint64_t first_line = 0);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
  explicit LineScanner(std::unique_ptr<Scratch> scratch);
};

}  // namespace trawl
