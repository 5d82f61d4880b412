// Links to lines on the web: a template with placeholders, and presets for common servers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// The branch that links lead to where a repository's revision is not known.
inline constexpr std::string_view kNoRevision = "master";

// Appends `path` percent-encoded for a URL (RFC 3986): unreserved characters and '/' stay.
void append_url_path(std::string_view path, std::string* out);

// The values that fill a template.
struct LinkFields {
  std::string_view repository;
  std::string_view path;
  std::string_view revision;  // a commit or a tag; empty: not known, and links get kNoRevision
  std::string_view text;      // stripped of blanks at both ends
  uint64_t line = 0;
};

// A parsed template. Immutable, thread-safe.
class LinkTemplate {
 public:
  // Takes the name of a preset (beagle, gitea, github, gitlab, cgit, gitiles), or a template with
  // {repository}, {path}, {revision}, {line} and {text}. kInvalidArgument for any other
  // placeholder, and for a '{' without '}'. A preset links to the revision where it is known.
  static Result<LinkTemplate> parse(std::string_view name_or_template);

  // Whether links name the revision of a repository that has one: then their lines stay where they
  // are. Those of a template of the user's without {revision} do not.
  bool names_revision() const { return names_revision_; }

  // Appends the filled template. All presets except `beagle` percent-encode the repository and the
  // path but keep '/'; `beagle` keeps the form that its lines always had.
  void append(const LinkFields& fields, std::string* out) const;

  // The address alone, for a link on a page: the template without the text, and without the blanks
  // and colons that this leaves at the end. Every value is percent-encoded, whatever the template
  // is.
  std::string address(const LinkFields& fields) const;

 private:
  enum class Field { kLiteral, kRepository, kPath, kRevision, kRevisionKind, kLine, kText };
  struct Part {
    Field field;
    std::string literal;
  };
  static Result<std::vector<Part>> parse_parts(std::string_view text);
  void fill(const LinkFields& fields, bool encodes, std::string* out) const;

  std::vector<Part> parts_;
  std::vector<Part> revision_parts_;  // where the revision is known; empty: the same
  bool names_revision_ = false;
  bool encodes_ = false;
};

}  // namespace trawl
