// Which lines of a text match: Hyperscan where it can, PCRE2 where it cannot. The only folder that includes
// hs.h or pcre2.h.
//
// Hyperscan reports the end of matches that may have begun on an earlier line ([^x] matches '\n'), so unless
// the pattern is proved not to consume '\n', the line a report ends in is scanned again, alone, and only
// that decides: a line matches if and only if the pattern matches the line's own bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// One line of a scanned text. Offsets are bytes from the text's begin; the end excludes the '\n'.
struct LineMatch {
  uint32_t pattern = 0;      // index among the matcher's patterns
  uint64_t line = 0;         // 0-based line of the scanned text
  uint64_t begin = 0;
  uint64_t end = 0;
};

// Patterns compiled together. Immutable after compile and shared between threads, each with a Scanner.
class Matcher {
 public:
  // Compiles all patterns into one database; those Hyperscan refuses, or would compile too slowly, run on
  // PCRE2. Errors name the pattern.
  static Result<Matcher> compile(std::vector<Pattern> patterns);
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  size_t pattern_count() const;
  // For --explain: "hyperscan", "hyperscan, end line scanned again", "pcre2: look-behind at byte 3",
  // "every line".
  std::string engine_description(size_t pattern) const;

 private:
  friend class LineScanner;
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
  explicit Matcher(std::shared_ptr<const Compiled> compiled);
};

// Scratch space for one thread to scan with. The matcher must outlive it.
class LineScanner {
 public:
  static Result<LineScanner> create(const Matcher& matcher);
  LineScanner(LineScanner&&) noexcept;
  LineScanner& operator=(LineScanner&&) noexcept;
  ~LineScanner();

  // Replaces `*matches` by the matching lines of `text`, ascending by (line, pattern), each at most once.
  // `text` is whole lines: it begins at a line's begin and ends at a line's end or the document's.
  // kInvalidArgument when PCRE2 reached its match limit: never a silent non-match; the message names the
  // pattern and the line within the text.
  Status scan(std::string_view text, std::vector<LineMatch>* matches);
  // True when some line matches; stops at the first.
  Result<bool> matches_any(std::string_view text);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
  explicit LineScanner(std::unique_ptr<Scratch> scratch);
};

}  // namespace trawl
