// Results in ripgrep's record form: begin, match, end for each file, a summary at the end, one JSON
// value a line. Text that is not UTF-8 comes as {"bytes": base64}.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/match/span_matcher.h"
#include "query/output.h"
#include "query/results.h"

namespace trawl {

// `bytes` as JSON: {"text":"..."} or, where they are not UTF-8, {"bytes":"<base64>"}. Control
// characters are escaped, those that JSON would allow (DEL and C1) too, so that no terminal takes
// them.
void append_json_text(std::string_view bytes, std::string* out);

// One object, one thread.
class JsonPrinter : public ResultSink {
 public:
  // `spans` finds the submatches of each line.
  JsonPrinter(SpanMatcher spans, Output* output);
  Result<bool> file(const FileResult& result) override;
  // Writes the summary record.
  Status finish();

 private:
  // What the end record says of a file and, summed up, the summary of all.
  struct Totals {
    uint64_t files = 0;
    uint64_t bytes_searched = 0;
    uint64_t bytes_printed = 0;
    uint64_t lines = 0;
    uint64_t matches = 0;
  };
  using Clock = std::chrono::steady_clock;

  Status append_match(const LineResult& line, std::string* out);
  // Writes `record_`, which belongs to the current file.
  Result<bool> write_record();
  static void append_stats(const Totals& totals, Clock::duration elapsed, std::string* out);

  SpanMatcher spans_;
  Output* output_;
  Totals file_, all_;
  Clock::time_point begin_, file_begin_;
  std::string path_;  // of the current file, as JSON
  std::string record_;
  std::vector<Span> found_;
};

}  // namespace trawl
