// Results in ripgrep's record form: begin, match, end for each file, a summary at the end, one JSON
// value a line. Text that is not UTF-8 comes as {"bytes": base64}.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "indexer/match/span_matcher.h"
#include "query/output.h"
#include "query/results.h"

namespace trawl {

// One object, one thread.
class JsonPrinter : public ResultSink {
 public:
  // `spans` finds the submatches of each line.
  JsonPrinter(SpanMatcher spans, Output* output);
  Result<bool> file(const FileResult& result) override;
  // Writes the summary record.
  Status finish();

 private:
  struct Totals {
    uint64_t searches_with_match = 0;
    uint64_t bytes_searched = 0;
    uint64_t bytes_printed = 0;
    uint64_t matched_lines = 0;
    uint64_t matches = 0;
  };
  Result<std::string> match_record(const FileResult& result, const LineResult& line,
                                   uint64_t* matches);

  SpanMatcher spans_;
  Output* output_;
  Totals totals_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace trawl
