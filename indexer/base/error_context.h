// What an error is about, and where: fields that travel with a Status, so that nobody has to find
// them in its message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "indexer/base/phrase.h"

namespace trawl {

enum class SubjectKind : uint8_t {
  kPattern,      // its text
  kPathPattern,  // a pattern of an ignore list
  kRule,         // its name
  kCatalogue,    // its name
};

struct Subject {
  SubjectKind kind;
  std::string name;
};

// A place in a text. A text on its own, such as a pattern, has no file.
struct TextPlace {
  std::string file;     // as it was named, or repository/path; empty: unknown
  uint64_t line = 0;    // from 1; 0: unknown
  uint64_t column = 0;  // in bytes from 1; 0: unknown

  friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

// Something that encloses an error. Contexts nest: a file, a rule in it, the rule's pattern.
struct ErrorContext {
  Phrase words = {};  // printed before the message; empty: the message names it itself
  std::optional<Subject> subject = {};
  std::optional<TextPlace> place = {};
  std::optional<Term> option = {};
};

ErrorContext in_pattern(const std::string& text);  // "pattern `text`"
ErrorContext in_rule(const std::string& name);     // "rule name"
ErrorContext in_option(Term option);
ErrorContext in_file(const std::string& file);                 // "file"
ErrorContext in_file(const std::string& file, uint64_t line);  // "file:line"
ErrorContext in_line(uint64_t line);                           // "line 12"

// The same context without its words, for a message that names it itself.
ErrorContext unsaid(ErrorContext context);

}  // namespace trawl
