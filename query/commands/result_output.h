// From output flags to the sink that prints, for every command that prints matching lines.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "indexer/base/command_line.h"
#include "indexer/base/status.h"
#include "query/output/json_printer.h"
#include "query/output/output.h"
#include "query/search/line_selection.h"
#include "query/search/results.h"

namespace trawl {

// Two flags ask for forms of output of which one would be dropped without a word.
Status refuse_two_forms(const std::string& one, const std::string& other);

// The printer that -c, -l, -q, --format and --link-template ask for; kInvalidArgument when they, or
// --json, ask for two forms. `output` must outlive it.
Result<std::unique_ptr<ResultSink>> make_printer(const Arguments& arguments, Output* output);

// Whether records are to be printed: --json, and not -q.
bool wants_json(const Arguments& arguments);
// The printer of --json, with the matches of these patterns; it takes the place of the other.
// `output` must outlive it.
Result<std::unique_ptr<JsonPrinter>> make_json_printer(std::span<const Pattern> patterns,
                                                       Output* output);

// --ignore-comments and --comment-marker, which is refused alone.
Result<LineSelection> line_selection(const Arguments& arguments);

// Passes results on and remembers whether there were any.
class FoundSink : public ResultSink {
 public:
  explicit FoundSink(ResultSink* next) : next_(next) {}
  Result<bool> file(const FileResult& result) override {
    found_ = true;
    return next_->file(result);
  }
  bool found() const { return found_; }

 private:
  ResultSink* next_;
  bool found_ = false;
};

}  // namespace trawl
