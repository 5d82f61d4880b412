#include "indexer/match/hyperscan_engine.h"

#include <fmt/format.h>
#include <hs/hs.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <limits>
#include <utility>

namespace trawl {
namespace {

constexpr unsigned kFlags = HS_FLAG_MULTILINE | HS_FLAG_ALLOWEMPTY;

// For texts of up to 70 bytes, Hyperscan merges all expressions into one more automaton, unless one
// of them asks for starts of matches. Our texts are longer, and for 1,000 words that automaton
// takes more than half of the compile time (measured: 3.9 s instead of 1.5). So larger sets start
// with an expression that asks for starts and that no text is likely to match.
constexpr size_t kManyExpressions = 16;
constexpr const char* kAsksForStarts = R"(\xff\xfe\xff\xfd[\xfb\xfa]\xff\xfc)";

struct Platform {
  Platform() : is_valid(hs_valid_platform() == HS_SUCCESS) { hs_populate_platform(&info); }
  bool is_valid;
  hs_platform_info_t info{};
};

// Asked for once: in a virtual machine, asking the processor took a third of the time to compile a
// word (measured).
const Platform& platform() {
  static const Platform platform;
  return platform;
}

// Hyperscan reads expressions as C strings, so a NUL byte would silently cut one off.
size_t find_nul(const std::vector<HyperscanExpression>& expressions) {
  for (size_t i = 0; i < expressions.size(); ++i) {
    if (expressions[i].expression.find('\0') != std::string::npos) return i;
  }
  return HyperscanDatabase::kNoExpression;
}

// Assertions may be reported late, at the end of the data. A word has none, so Hyperscan is not
// asked about it: that would take a fifth of the time to compile it.
bool is_ordered(const HyperscanExpression& expression, unsigned flags) {
  const auto is_word_byte = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  const std::string& text = expression.expression;
  if (std::all_of(text.begin(), text.end(), is_word_byte)) return true;
  hs_expr_info_t* info = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_expression_info(text.c_str(), flags, &info, &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    return false;
  }
  const bool ordered = info->unordered_matches == 0;
  std::free(info);
  return ordered;
}

}  // namespace

Result<HyperscanDatabase::Outcome> HyperscanDatabase::compile(
    const std::vector<HyperscanExpression>& expressions) {
  if (!platform().is_valid) {
    return unsupported("this processor lacks SSSE3, which Hyperscan needs: run on another machine");
  }
  Outcome outcome;
  outcome.refused = find_nul(expressions);
  if (outcome.refused != kNoExpression) {
    outcome.refusal = "contains a NUL byte";
    return outcome;
  }
  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  if (expressions.size() >= kManyExpressions) {
    texts.push_back(kAsksForStarts);
    flags.push_back(HS_FLAG_SOM_LEFTMOST);
    ids.push_back(kNoId);
  }
  const size_t before = texts.size();
  for (const HyperscanExpression& each : expressions) {
    texts.push_back(each.expression.c_str());
    flags.push_back(kFlags | (each.caseless ? HS_FLAG_CASELESS : 0U));
    ids.push_back(each.id);
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const hs_error_t code =
      hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()),
                       HS_MODE_BLOCK, &platform().info, &database, &error);
  if (code == HS_SUCCESS) {
    const bool ordered = expressions.size() == 1 && is_ordered(expressions[0], flags[0]);
    outcome.database.reset(new HyperscanDatabase(database, ordered));
    return outcome;
  }
  if (error == nullptr) return internal_error(fmt::format("Hyperscan: compile error {}", code));
  outcome.refusal = error->message;
  if (error->expression >= static_cast<int>(before)) {
    outcome.refused = static_cast<size_t>(error->expression) - before;
  }
  if (expressions.size() == 1) outcome.refused = 0;
  hs_free_compile_error(error);
  return outcome;
}

HyperscanDatabase::~HyperscanDatabase() {
  hs_free_database(database_);
}

Result<HyperscanScratch> HyperscanScratch::create(const HyperscanDatabase& database) {
  hs_scratch_t* scratch = nullptr;
  const hs_error_t code = hs_alloc_scratch(database.database_, &scratch);
  if (code != HS_SUCCESS) {
    return internal_error(fmt::format("Hyperscan: cannot allocate scratch space: error {}", code));
  }
  return HyperscanScratch(scratch);
}

HyperscanScratch::HyperscanScratch(HyperscanScratch&& other) noexcept
    : scratch_(std::exchange(other.scratch_, nullptr)) {}

HyperscanScratch& HyperscanScratch::operator=(HyperscanScratch&& other) noexcept {
  std::swap(scratch_, other.scratch_);
  return *this;
}

HyperscanScratch::~HyperscanScratch() {
  hs_free_scratch(scratch_);
}

Result<bool> HyperscanScratch::scan(const HyperscanDatabase& database, std::string_view text,
                                    ReportHandler handler, void* context) {
  if (text.size() > std::numeric_limits<unsigned>::max()) {
    return unsupported(
        fmt::format("a text of {} bytes: at most 4 GiB are scanned at once", text.size()));
  }
  // Hyperscan refuses a null pointer, which an empty view may have.
  const char* data = text.data() == nullptr ? "" : text.data();
  const hs_error_t code = hs_scan(database.database_, data, static_cast<unsigned>(text.size()), 0,
                                  scratch_, handler, context);
  if (code == HS_SUCCESS) return false;
  if (code == HS_SCAN_TERMINATED) return true;
  return internal_error(fmt::format("Hyperscan: scan error {}", code));
}

}  // namespace trawl
