#include "query/json_printer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/base/text.h"

namespace trawl {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_bytes(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return {{"text", bytes}};
  return {{"bytes", base64_encode(bytes)}};
}

Json path_of(const FileResult& result) {
  return text_or_bytes(std::string(result.repository) + "/" + std::string(result.path));
}

Json elapsed_since(std::chrono::steady_clock::time_point begin) {
  const auto elapsed =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin)
          .count();
  constexpr int64_t kSecond = 1000000000;
  return {{"secs", elapsed / kSecond},
          {"nanos", elapsed % kSecond},
          {"human", fmt::format("{:.6f}s", static_cast<double>(elapsed) / kSecond)}};
}

std::string record(const char* type, Json data) {
  return Json{{"type", type}, {"data", std::move(data)}}.dump() + "\n";
}

}  // namespace

JsonPrinter::JsonPrinter(SpanMatcher spans, Output* output)
    : spans_(std::move(spans)), output_(output), begin_(std::chrono::steady_clock::now()) {}

Result<std::string> JsonPrinter::match_record(const FileResult& result, const LineResult& line,
                                              uint64_t* matches) {
  std::vector<Span> spans;
  TRAWL_RETURN_IF_ERROR(spans_.find_all(line.text, &spans));
  Json submatches = Json::array();
  for (const Span& span : spans) {
    submatches.push_back(
        {{"match", text_or_bytes(line.text.substr(span.begin, span.end - span.begin))},
         {"start", span.begin},
         {"end", span.end}});
  }
  *matches += spans.size();
  const std::string whole = std::string(line.text) + (line.ends_with_newline ? "\n" : "");
  return record("match", {{"path", path_of(result)},
                          {"lines", text_or_bytes(whole)},
                          {"line_number", line.line},
                          {"absolute_offset", line.offset},
                          {"submatches", std::move(submatches)}});
}

Result<bool> JsonPrinter::file(const FileResult& result) {
  const auto begin = std::chrono::steady_clock::now();
  std::string text = record("begin", {{"path", path_of(result)}});
  uint64_t matches = 0;
  for (const LineResult& line : result.lines) {
    TRAWL_ASSIGN_OR_RETURN(const std::string match, match_record(result, line, &matches));
    text += match;
  }
  const uint64_t printed = text.size();
  text += record("end", {{"path", path_of(result)},
                         {"binary_offset", nullptr},
                         {"stats",
                          {{"elapsed", elapsed_since(begin)},
                           {"searches", 1},
                           {"searches_with_match", 1},
                           {"bytes_searched", result.bytes_searched},
                           {"bytes_printed", printed},
                           {"matched_lines", result.lines.size()},
                           {"matches", matches}}}});
  ++totals_.searches_with_match;
  totals_.bytes_searched += result.bytes_searched;
  totals_.bytes_printed += printed;
  totals_.matched_lines += result.lines.size();
  totals_.matches += matches;
  return output_->write(text);
}

Status JsonPrinter::finish() {
  const Json elapsed = elapsed_since(begin_);
  return output_
      ->write(record("summary", {{"elapsed_total", elapsed},
                                 {"stats",
                                  {{"elapsed", elapsed},
                                   {"searches", totals_.searches_with_match},
                                   {"searches_with_match", totals_.searches_with_match},
                                   {"bytes_searched", totals_.bytes_searched},
                                   {"bytes_printed", totals_.bytes_printed},
                                   {"matched_lines", totals_.matched_lines},
                                   {"matches", totals_.matches}}}}))
      .status();
}

}  // namespace trawl
