// Makes the sink that prints results in the chosen form.
#pragma once

#include <memory>
#include <span>

#include "indexer/base/status.h"
#include "query/commands/result_flags.h"
#include "query/output/json_printer.h"
#include "query/output/output.h"
#include "query/search/results.h"

namespace trawl {

// The printer for a form; null for kJson. `output` must outlive it.
std::unique_ptr<ResultSink> make_printer(ResultChoice choice, Output* output);

// The printer for kJson, which includes the matches of these patterns. `output` must outlive it.
Result<std::unique_ptr<JsonPrinter>> make_json_printer(std::span<const Pattern> patterns,
                                                       Output* output);

// Passes results on and records whether there were any.
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
