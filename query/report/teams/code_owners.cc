#include "query/report/teams/code_owners.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/text/control_characters.h"
#include "indexer/text/list_lines.h"

namespace trawl {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kDigits = "0123456789";

// Takes the first word of `*text`, and removes it and the blanks after it. A '\' quotes a blank.
std::string_view take_word(std::string_view* text) {
  size_t end = 0;
  while (end < text->size() && kBlanks.find((*text)[end]) == std::string_view::npos) {
    end += (*text)[end] == '\\' && end + 1 < text->size() ? 2 : 1;
  }
  const std::string_view word = text->substr(0, end);
  text->remove_prefix(std::min(text->find_first_not_of(kBlanks, end), text->size()));
  return word;
}

// A word that is not an owner is part of a pattern with unquoted blanks, or of a comment without
// its '#'.
bool is_owner(std::string_view word) {
  return word.find('@') < word.size() - 1 && !word.ends_with('/') && escape_control(word) == word;
}

// The first of the owners; empty if there are none. The organisation stays in the name, because two
// organisations may have teams with the same name.
Result<std::string> first_owner(std::string_view owners) {
  std::string_view owner = take_word(&owners);
  if (owner.empty() || owner.starts_with('#')) return std::string();
  if (!is_owner(owner)) {
    return invalid_argument(fmt::format("'{}' is no owner: @organisation/team, @user or an address",
                                        escape_control(owner)));
  }
  if (owner.starts_with('@')) owner.remove_prefix(1);
  return std::string(owner);
}

// True for "*.py" and "/docs/*.md", but not for "*.d/".
bool is_for_files(std::string_view pattern) {
  return pattern.substr(pattern.rfind('/') + 1).starts_with("*.");
}

// The directory of a pattern for all that a directory contains: "/a/b" for "/a/b/*", "/a/b/**" and
// "/a/b/**/*".
std::optional<std::string> directory_of(std::string_view pattern) {
  for (const std::string_view all : {"/**/*", "/**", "/*"}) {
    if (!pattern.ends_with(all) || pattern.size() == all.size()) continue;
    pattern.remove_suffix(all.size());
    // The '/' that was removed anchored the pattern at the root.
    return fmt::format("{}{}", pattern.starts_with('/') ? "" : "/", pattern);
  }
  return std::nullopt;
}

}  // namespace

Result<CodeOwners> CodeOwners::parse(std::string_view text, const std::string& file) {
  CodeOwners owners;
  for (const ListLine& line : list_lines(text)) {
    const Status added = owners.add_line(line.text);
    if (!added.is_ok()) {
      return added.with_code(StatusCode::kInvalidArgument).with_context(in_file(file, line.number));
    }
  }
  return owners;
}

// Parses a line: a pattern, then owners. '#' starts a comment.
Status CodeOwners::add_line(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  if (line.starts_with('[') || line.starts_with("^[")) return begin_section(line);
  const std::string_view pattern = take_word(&line);
  if (pattern.starts_with('!')) {
    return invalid_argument("'!' is not supported: the last match decides");
  }
  TRAWL_ASSIGN_OR_RETURN(std::string owner, first_owner(line));
  if (is_for_files(pattern)) {
    file_patterns_.emplace_back(pattern);
    return {};
  }
  std::vector<std::string> globs = {std::string(pattern)};
  if (auto directory = directory_of(pattern)) globs.push_back(std::move(*directory));
  TRAWL_ASSIGN_OR_RETURN(PathPatterns matcher, PathPatterns::parse(globs));
  patterns_.push_back({std::move(matcher), owner.empty() ? section_owner_ : std::move(owner)});
  return {};
}

// Parses GitLab's section lines: "[Name] owners", "^[Name] ..." for optional approval, and
// "[Name][2] ..." for two approvals.
Status CodeOwners::begin_section(std::string_view line) {
  Status error = invalid_argument("a section is [Name], ^[Name] or [Name][2], and then its owners");
  line.remove_prefix(line.find('[') + 1);
  const size_t close = line.find(']');
  if (close == std::string_view::npos || close == 0) return error;
  line.remove_prefix(close + 1);
  if (line.starts_with('[')) {
    const size_t end = std::min(line.find_first_not_of(kDigits, 1), line.size());
    if (end == 1 || !line.substr(end).starts_with(']')) return error;
    line.remove_prefix(end + 1);
  }
  const size_t owners = std::min(line.find_first_not_of(kBlanks), line.size());
  if (owners == 0 && !line.empty()) return error;
  TRAWL_ASSIGN_OR_RETURN(section_owner_, first_owner(line.substr(owners)));
  return {};
}

std::string_view CodeOwners::owner_of(std::string_view repository) const {
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->matcher.matches(repository, true)) return pattern->owner;
  }
  return {};
}

std::vector<std::string> CodeOwners::owners() const {
  std::vector<std::string> owners;
  for (const Pattern& pattern : patterns_) {
    if (!pattern.owner.empty()) owners.push_back(pattern.owner);
  }
  return owners;
}

}  // namespace trawl
