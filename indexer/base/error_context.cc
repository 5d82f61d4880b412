#include "indexer/base/error_context.h"

namespace trawl {

ErrorContext in_pattern(const std::string& text) {
  return {.words = "pattern `" + text + "`", .subject = Subject{SubjectKind::kPattern, text}};
}

ErrorContext in_rule(const std::string& name) {
  return {.words = "rule " + name, .subject = Subject{SubjectKind::kRule, name}};
}

ErrorContext in_option(Term option) {
  return {.words = option, .option = option};
}

ErrorContext in_file(const std::string& file) {
  return {.words = file, .place = TextPlace{file}};
}

ErrorContext in_file(const std::string& file, uint64_t line) {
  return {.words = file + ":" + std::to_string(line), .place = TextPlace{file, line}};
}

ErrorContext in_line(uint64_t line) {
  return {.words = "line " + std::to_string(line), .place = TextPlace{"", line}};
}

ErrorContext unsaid(ErrorContext context) {
  context.words = {};
  return context;
}

}  // namespace trawl
