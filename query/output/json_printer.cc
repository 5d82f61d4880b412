// Records are built as text, not as trees of JSON values, because a line may have a match at every
// byte and a tree takes hundreds of bytes for each match. A long line is searched for matches
// twice: the first time only to see that no error occurs, so that a record once started is also
// completed although no match is kept.
#include "query/output/json_printer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/base64.h"
#include "indexer/text/utf8.h"
#include "query/output/json_text.h"

namespace trawl {
namespace {

// Text is converted to JSON in pieces of this size, and the record of a longer line is written
// piece by piece. The size is a multiple of 3, so the base64 of the pieces joined is the base64 of
// the whole.
constexpr size_t kPiece = 48 << 10;
static_assert(kPiece % 3 == 0);

bool is_utf8_continuation(char byte) {
  return (static_cast<uint8_t>(byte) & 0xC0) == 0x80;
}

void append_elapsed(std::string_view name, std::chrono::steady_clock::duration elapsed,
                    std::string* out) {
  constexpr int64_t kSecond = 1000000000;
  const int64_t nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed).count();
  fmt::format_to(std::back_inserter(*out), R"("{}":{{"secs":{},"nanos":{},"human":"{:.6f}s"}})",
                 name, nanoseconds / kSecond, nanoseconds % kSecond,
                 static_cast<double>(nanoseconds) / kSecond);
}

}  // namespace

JsonPrinter::JsonPrinter(SpanMatcher spans, Output* output)
    : spans_(std::move(spans)), output_(output), begin_(Clock::now()) {}

Result<bool> JsonPrinter::append_text(std::string_view bytes, std::string_view end,
                                      bool in_pieces) {
  const bool is_text = is_valid_utf8(bytes);
  record_ += is_text ? R"({"text":")" : R"({"bytes":")";
  while (bytes.size() > kPiece) {
    size_t length = kPiece;
    while (is_text && is_utf8_continuation(bytes[length])) --length;
    if (is_text) {
      append_json_escaped(bytes.substr(0, length), &record_);
    } else {
      record_ += base64_encode(bytes.substr(0, length));
    }
    bytes.remove_prefix(length);
    TRAWL_ASSIGN_OR_RETURN(const bool more, write_piece(in_pieces));
    if (!more) return false;
  }
  if (is_text) {
    append_json_escaped(bytes, &record_);
    append_json_escaped(end, &record_);
  } else {
    record_ += base64_encode(std::string(bytes).append(end));
  }
  record_ += "\"}";
  return write_piece(in_pieces);
}

Result<bool> JsonPrinter::write_submatches(const Line& line, bool in_pieces) {
  spans_.begin(line.text);
  for (bool is_first = true;; is_first = false) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<Span> span, spans_.next());
    if (!span) return true;
    ++file_.matches;
    record_ += is_first ? R"({"match":)" : R"(,{"match":)";
    TRAWL_ASSIGN_OR_RETURN(
        const bool more,
        append_text(line.text.substr(span->begin, span->end - span->begin), "", in_pieces));
    if (!more) return false;
    fmt::format_to(std::back_inserter(record_), R"(,"start":{},"end":{}}})", span->begin,
                   span->end);
  }
}

Result<bool> JsonPrinter::write_match(const Line& line) {
  const bool in_pieces = line.text.size() > kPiece;
  if (in_pieces) {
    spans_.begin(line.text);
    std::optional<Span> span;
    do {
      TRAWL_ASSIGN_OR_RETURN(span, spans_.next());
    } while (span);
  }
  record_ += R"({"type":"match","data":{"path":)";
  record_ += path_;
  record_ += R"(,"lines":)";
  TRAWL_ASSIGN_OR_RETURN(bool more,
                         append_text(line.text, line.ends_with_newline ? "\n" : "", in_pieces));
  if (!more) return false;
  fmt::format_to(std::back_inserter(record_),
                 R"(,"line_number":{},"absolute_offset":{},"submatches":[)", line.number,
                 line.offset);
  TRAWL_ASSIGN_OR_RETURN(more, write_submatches(line, in_pieces));
  if (!more) return false;
  record_ += "]}}\n";
  return write_record();
}

void JsonPrinter::append_stats(const Totals& totals, Clock::duration elapsed, std::string* out) {
  *out += R"("stats":{)";
  append_elapsed("elapsed", elapsed, out);
  fmt::format_to(std::back_inserter(*out),
                 R"(,"searches":{0},"searches_with_match":{0},"bytes_searched":{1},)"
                 R"("bytes_printed":{2},"matched_lines":{3},"matches":{4}}}}}}})"
                 "\n",
                 totals.files, totals.bytes_searched, totals.bytes_printed, totals.lines,
                 totals.matches);
}

Result<bool> JsonPrinter::write_record() {
  file_.bytes_printed += record_.size();
  TRAWL_ASSIGN_OR_RETURN(const bool more, output_->write(record_));
  record_.clear();
  return more;
}

Result<bool> JsonPrinter::write_piece(bool in_pieces) {
  if (!in_pieces || record_.size() < kPiece) return true;
  return write_record();
}

Result<bool> JsonPrinter::file(const FileResult& result) {
  if (result.begins) {
    file_ = {};
    file_.files = 1;
    file_begin_ = Clock::now();
    path_.clear();
    append_json_text(std::string(result.repository) + "/" + std::string(result.path), &path_);
    record_ = R"({"type":"begin","data":{"path":)" + path_ + "}}\n";
  }
  bool more = true;
  for (const Line& line : result.lines) {
    TRAWL_ASSIGN_OR_RETURN(more, write_match(line));
    if (!more) return false;
  }
  file_.bytes_searched += result.bytes_searched;
  file_.lines += result.lines.size();
  if (!result.ends) return more;
  std::string end = R"({"type":"end","data":{"path":)" + path_ + R"(,"binary_offset":null,)";
  append_stats(file_, Clock::now() - file_begin_, &end);
  all_.files += 1;
  all_.bytes_searched += file_.bytes_searched;
  all_.bytes_printed += file_.bytes_printed;
  all_.lines += file_.lines;
  all_.matches += file_.matches;
  return output_->write(end);
}

Status JsonPrinter::finish() {
  const Clock::duration elapsed = Clock::now() - begin_;
  std::string summary = R"({"type":"summary","data":{)";
  append_elapsed("elapsed_total", elapsed, &summary);
  summary += ',';
  append_stats(all_, elapsed, &summary);
  return output_->write(summary).status();
}

}  // namespace trawl
