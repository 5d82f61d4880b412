// Results as text: grep lines, links, counts, names.
#pragma once

#include <cstdint>
#include <string>

#include "query/output/link_template.h"
#include "query/output/output.h"
#include "query/search/results.h"

namespace trawl {

// Prints repository/path:line:text, with the text as it is.
class GrepPrinter : public ResultSink {
 public:
  explicit GrepPrinter(Output* output) : output_(output) {}
  Result<bool> file(const FileResult& result) override;

 private:
  Output* output_;
  std::string buffer_;
};

// Prints one line per match from a template. The text is stripped at both ends as Python's
// str.strip does.
class LinkPrinter : public ResultSink {
 public:
  LinkPrinter(LinkTemplate link_template, Output* output)
      : template_(std::move(link_template)), output_(output) {}
  Result<bool> file(const FileResult& result) override;

 private:
  LinkTemplate template_;
  Output* output_;
  std::string buffer_;
};

// Prints repository/path:count for each file with a match (-c).
class CountPrinter : public ResultSink {
 public:
  explicit CountPrinter(Output* output) : output_(output) {}
  Result<bool> file(const FileResult& result) override;

 private:
  Output* output_;
  uint64_t count_ = 0;  // lines in the parts of the current file so far
};

// Prints repository/path of each file with a match (-l).
class NamePrinter : public ResultSink {
 public:
  explicit NamePrinter(Output* output) : output_(output) {}
  Result<bool> file(const FileResult& result) override;

 private:
  Output* output_;
};

// Prints nothing and ends the search at the first match (-q).
class QuietSink : public ResultSink {
 public:
  Result<bool> file(const FileResult&) override { return false; }
};

}  // namespace trawl
