#include "indexer/corpus/classifier.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "indexer/corpus/content_marks.h"
#include "indexer/text/ascii_case.h"

namespace trawl {
namespace {

struct LanguageRow {
  std::string_view key;
  std::string_view language;
};

// kNames, kExtensions and kInterpreters, sorted by key, made from data/languages.tsv by
// embed_languages.cmake.
#include "languages.inc"

template <size_t N>
constexpr bool is_strictly_sorted(const LanguageRow (&rows)[N]) {
  for (size_t i = 1; i < N; ++i) {
    if (rows[i - 1].key >= rows[i].key) return false;
  }
  return true;
}
static_assert(is_strictly_sorted(kNames), "data/languages.tsv repeats a name");
static_assert(is_strictly_sorted(kExtensions), "data/languages.tsv repeats an extension");
static_assert(is_strictly_sorted(kInterpreters), "data/languages.tsv repeats an interpreter");

// Null when the table does not have the key.
template <size_t N>
const LanguageRow* row_of(const LanguageRow (&rows)[N], std::string_view key) {
  const LanguageRow* row =
      std::lower_bound(std::begin(rows), std::end(rows), key,
                       [](const LanguageRow& r, std::string_view k) { return r.key < k; });
  return row != std::end(rows) && row->key == key ? row : nullptr;
}

template <size_t N>
std::string_view look_up(const LanguageRow (&rows)[N], std::string_view key) {
  const LanguageRow* const row = row_of(rows, key);
  return row != nullptr ? row->language : std::string_view();
}

std::string_view language_of_extension(std::string_view name) {
  size_t dot = name.find('.');
  if (dot == std::string_view::npos) return {};
  const std::string folded = fold_text(name);
  for (; dot != std::string_view::npos; dot = folded.find('.', dot + 1)) {
    const std::string_view extension = std::string_view(folded).substr(dot + 1);
    if (const auto language = look_up(kExtensions, extension); !language.empty()) return language;
  }
  return {};
}

constexpr std::string_view kMachineDescription = "GCC Machine Description";  // by content

constexpr std::string_view kBlanks = " \t";

// Takes the next word off `*line`; empty at its end.
std::string_view next_word(std::string_view* line) {
  line->remove_prefix(std::min(line->find_first_not_of(kBlanks), line->size()));
  const size_t end = std::min(line->find_first_of(kBlanks), line->size());
  const std::string_view word = line->substr(0, end);
  line->remove_prefix(end);
  return word;
}

// "python3.11" for "#!/usr/bin/env -S LC_ALL=C python3.11 -u"; empty when there is no such line.
std::string_view interpreter_of(std::string_view content) {
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  if (!content.starts_with("#!")) return {};
  // A line of this length holds any interpreter, and is quickly searched in a file of 50 MB without
  // line ends.
  constexpr size_t kLongestLine = 1 << 10;
  std::string_view line = content.substr(2, kLongestLine);
  line = line.substr(0, std::min(line.find_first_of("\r\n"), line.size()));
  std::string_view program = next_word(&line);
  program = program.substr(program.rfind('/') + 1);
  if (program != "env") return program;
  do {
    program = next_word(&line);
  } while (program.starts_with('-') || program.find('=') != std::string_view::npos);
  return program.substr(program.rfind('/') + 1);
}

// The row of a program, or of the one that it is a version of ("python" for "python3.11"), counted
// from 1; 0 when there is none.
uint16_t row_of_interpreter(std::string_view program) {
  static_assert(std::size(kInterpreters) < UINT16_MAX);
  const std::string_view plain = program.substr(0, program.find_last_not_of("0123456789.-") + 1);
  for (const std::string_view name : {program, plain}) {
    const LanguageRow* const row = row_of(kInterpreters, name);
    if (row != nullptr) return static_cast<uint16_t>(row - std::begin(kInterpreters) + 1);
  }
  return 0;
}

}  // namespace

ContentFacts facts_of(std::string_view content) {
  ContentFacts facts;
  facts.begins_with_semicolon = content.starts_with(';');
  facts.has_generated_mark = has_generated_mark(content);
  facts.speaks_of_tests = speaks_of_tests(content);
  const std::string_view interpreter = interpreter_of(content);
  if (interpreter.size() <= kLongestInterpreter) facts.interpreter = interpreter;
  return facts;
}

ContentTraits traits_of(const ContentFacts& facts) {
  ContentTraits traits;
  traits.interpreter = row_of_interpreter(facts.interpreter);
  traits.begins_with_semicolon = facts.begins_with_semicolon;
  traits.has_generated_mark = facts.has_generated_mark;
  traits.speaks_of_tests = facts.speaks_of_tests;
  return traits;
}

SkipReason text_or_reason(std::string_view content) {
  using namespace std::string_view_literals;
  // The byte order mark of little-endian UTF-32 begins with the one of UTF-16.
  for (const std::string_view mark : {"\xFF\xFE"sv, "\xFE\xFF"sv, "\0\0\xFE\xFF"sv}) {
    if (content.starts_with(mark)) return SkipReason::kUtf16;
  }
  const bool has_nul = content.substr(0, kBinarySniff).find('\0') != std::string_view::npos;
  return has_nul ? SkipReason::kBinary : SkipReason::kNone;
}

bool is_language(std::string_view name) {
  const auto is_it = [name](const LanguageRow& row) {
    return equal_folded_texts(row.language, name);
  };
  return equal_folded_texts(kMachineDescription, name) ||
         std::any_of(std::begin(kNames), std::end(kNames), is_it) ||
         std::any_of(std::begin(kExtensions), std::end(kExtensions), is_it) ||
         std::any_of(std::begin(kInterpreters), std::end(kInterpreters), is_it);
}

std::string_view language_of(std::string_view path, const ContentTraits& traits) {
  if (is_machine_description(path, traits)) return kMachineDescription;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (const auto language = look_up(kNames, name); !language.empty()) return language;
  if (const auto language = language_of_extension(name); !language.empty()) return language;
  const std::string_view stem = name.substr(0, name.find('.'));
  if (const auto language = look_up(kNames, stem); !language.empty()) return language;
  return traits.interpreter == 0 ? std::string_view()
                                 : kInterpreters[traits.interpreter - 1].language;
}

bool is_machine_description(std::string_view path, const ContentTraits& traits) {
  return path.ends_with(".md") && traits.begins_with_semicolon;
}

}  // namespace trawl
