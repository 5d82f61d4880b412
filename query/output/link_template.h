// Links to lines on the web: a template with placeholders, and the presets people ask for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// The branch that the presets link to, and where a directory without a revision is taken to be.
inline constexpr std::string_view kNoRevision = "master";

// Appends `path` as URLs have it (RFC 3986): unreserved characters and '/' stay, all else is %XX.
void append_url_path(std::string_view path, std::string* out);

// What a template is filled with.
struct LinkFields {
  std::string_view repository;
  std::string_view path;
  std::string_view revision;  // empty for a plain directory: the template then gets kNoRevision
  std::string_view text;      // stripped
  uint64_t line = 0;
};

// A parsed template. Immutable, thread-safe.
class LinkTemplate {
 public:
  // A preset's name (beagle, gitea, github, gitlab, cgit, gitiles), or a template with
  // {repository}, {path}, {revision}, {line} and {text}. kInvalidArgument for another placeholder,
  // or a '{' without '}'.
  static Result<LinkTemplate> parse(std::string_view name_or_template);

  // Appends the filled template. All presets but `beagle`, whose lines are kept as they ever were,
  // percent-encode the repository and the path, '/' apart.
  void append(const LinkFields& fields, std::string* out) const;

  // The address alone, as a page links to it: the template filled without the text, and without
  // the blanks and colons that this leaves at its end. Every value is percent-encoded, whatever the
  // template.
  std::string address(const LinkFields& fields) const;

 private:
  enum class Field { kLiteral, kRepository, kPath, kRevision, kLine, kText };
  struct Part {
    Field field;
    std::string literal;
  };
  void fill(const LinkFields& fields, bool encodes, std::string* out) const;

  std::vector<Part> parts_;
  bool encodes_ = false;
};

}  // namespace trawl
