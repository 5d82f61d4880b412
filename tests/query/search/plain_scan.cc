#include "tests/query/search/plain_scan.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>

namespace trawl {
namespace {

constexpr size_t kSniffed = 8192;
// The limit on backtracking from one position in a line, of which a giant line has many. Patterns
// that need more are not worth the minutes they take.
constexpr uint32_t kMatchLimit = 1000;

bool is_text(std::string_view content) {
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) return false;
  return content.substr(0, kSniffed).find('\0') == std::string_view::npos;
}

std::vector<std::string> components(const std::string& path) {
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts;
}

std::vector<std::string> paths_in_order(const std::map<std::string, std::string>& files) {
  std::vector<std::string> paths;
  for (const auto& [path, content] : files) paths.push_back(path);
  std::sort(paths.begin(), paths.end(), [](const std::string& a, const std::string& b) {
    return components(a) < components(b);
  });
  return paths;
}

}  // namespace

struct PlainScan::Compiled {
  pcre2_code* code = nullptr;
  pcre2_match_data* data = nullptr;
  pcre2_match_context* limits = nullptr;
  ~Compiled() {
    pcre2_match_context_free(limits);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
  }
};

PlainScan::PlainScan(const ScanPattern& pattern) : compiled_(std::make_unique<Compiled>()) {
  uint32_t flags = pattern.caseless ? PCRE2_CASELESS : 0;
  std::string expression = pattern.expression;
  if (pattern.literal && !pattern.word) flags |= PCRE2_LITERAL;
  if (pattern.literal && pattern.word) expression = "\\Q" + expression + "\\E";
  if (pattern.word) expression = "(?<!\\w)(?:" + expression + ")(?!\\w)";
  int code = 0;
  size_t offset = 0;
  pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
  pcre2_set_newline(context, PCRE2_NEWLINE_LF);
  compiled_->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()),
                                  expression.size(), flags, &code, &offset, context);
  pcre2_compile_context_free(context);
  if (compiled_->code == nullptr) {
    error_ = "PCRE2 error " + std::to_string(code) + " at byte " + std::to_string(offset);
    return;
  }
  pcre2_jit_compile(compiled_->code, PCRE2_JIT_COMPLETE);
  compiled_->data = pcre2_match_data_create_from_pattern(compiled_->code, nullptr);
  compiled_->limits = pcre2_match_context_create(nullptr);
  pcre2_set_match_limit(compiled_->limits, kMatchLimit);
}

PlainScan::~PlainScan() = default;

bool PlainScan::matches(std::string_view line) {
  const int found = pcre2_match(compiled_->code, reinterpret_cast<PCRE2_SPTR>(line.data()),
                                line.size(), 0, 0, compiled_->data, compiled_->limits);
  if (found < PCRE2_ERROR_NOMATCH) error_ = "PCRE2 match error " + std::to_string(found);
  return found >= 0;
}

std::vector<FoundLine> PlainScan::scan(const SourceFiles& files) {
  std::vector<FoundLine> found;
  for (const auto& [repository, contents] : files) {
    for (const std::string& path : paths_in_order(contents)) {
      const std::string_view content = contents.at(path);
      if (!is_text(content)) continue;
      uint64_t number = 1;
      for (size_t begin = 0; begin < content.size() && error_.empty(); ++number) {
        const size_t newline = content.find('\n', begin);
        const size_t end = std::min(newline, content.size());
        const std::string_view line = content.substr(begin, end - begin);
        if (matches(line)) {
          found.push_back({repository, path, number, begin, std::string(line),
                           newline != std::string_view::npos});
        }
        begin = end + 1;
      }
    }
  }
  return found;
}

}  // namespace trawl
