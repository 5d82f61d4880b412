// Prints results as ripgrep's JSON records: begin, match and end for each file, then a summary, one
// JSON value per line. Text that is not UTF-8 becomes {"bytes": base64}. The record of a long line
// is written in pieces because the line may have a match at every byte.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/match/span_matcher.h"
#include "query/output/output.h"
#include "query/search/results.h"

namespace trawl {

// One object, one thread. Its memory does not grow with the lines.
class JsonPrinter : public ResultSink {
 public:
  JsonPrinter(SpanMatcher spans, Output* output);
  Result<bool> file(const FileResult& result) override;
  // Writes the summary record.
  Status finish();

 private:
  // The counts of one file's end record, or their sums for the summary.
  struct Totals {
    uint64_t files = 0;
    uint64_t bytes_searched = 0;
    uint64_t bytes_printed = 0;
    uint64_t lines = 0;
    uint64_t matches = 0;
  };
  using Clock = std::chrono::steady_clock;

  // The functions below give false when nobody reads the output any more.
  Result<bool> write_match(const Line& line);
  Result<bool> write_submatches(const Line& line, bool in_pieces);
  // Appends `bytes` and then `end` as JSON. REQUIRES: `end` does not change whether the text is
  // UTF-8.
  Result<bool> append_text(std::string_view bytes, std::string_view end, bool in_pieces);
  // Writes `record_` and counts it for the current file.
  Result<bool> write_record();
  // The same, but only once `record_` is large enough.
  Result<bool> write_piece(bool in_pieces);
  static void append_stats(const Totals& totals, Clock::duration elapsed, std::string* out);

  SpanMatcher spans_;
  Output* output_;
  Totals file_, all_;
  Clock::time_point begin_, file_begin_;
  std::string path_;    // path of the current file, as JSON
  std::string record_;  // the part of a record that is not written yet
};

}  // namespace trawl
