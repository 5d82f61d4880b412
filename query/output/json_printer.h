// Results in ripgrep's record form: begin, match, end for each file, a summary at the end, one JSON
// value a line. Text that is not UTF-8 comes as {"bytes": base64}. The record of a long line goes
// out in pieces: it may have a match at every byte.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/match/span_matcher.h"
#include "query/output/output.h"
#include "query/search/results.h"

namespace trawl {

// One object, one thread. What it holds does not grow with the lines.
class JsonPrinter : public ResultSink {
 public:
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

  // These give false when nobody reads any more.
  Result<bool> write_match(const Line& line);
  Result<bool> write_submatches(const Line& line, bool in_pieces);
  // `bytes` with `end` after them as JSON. `end` must not be what makes them UTF-8 or not.
  Result<bool> append_text(std::string_view bytes, std::string_view end, bool in_pieces);
  // Writes `record_`, which belongs to the current file.
  Result<bool> write_record();
  // The same once there is enough of it.
  Result<bool> write_piece(bool in_pieces);
  static void append_stats(const Totals& totals, Clock::duration elapsed, std::string* out);

  SpanMatcher spans_;
  Output* output_;
  Totals file_, all_;
  Clock::time_point begin_, file_begin_;
  std::string path_;    // of the current file, as JSON
  std::string record_;  // what is not written of it
};

}  // namespace trawl
