#include "indexer/pattern/path_patterns.h"

#include <algorithm>
#include <utility>

#include "indexer/text/control_characters.h"

namespace trawl {
namespace {

// Spaces at the end do not count unless quoted: "a\ " names a file that ends in a space.
std::string_view without_trailing_spaces(std::string_view line) {
  size_t kept = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      i = std::min(i + 1, line.size() - 1);
      kept = i + 1;
    } else if (line[i] != ' ') {
      kept = i + 1;
    }
  }
  return line.substr(0, kept);
}

}  // namespace

Result<PathPatterns> PathPatterns::parse(const std::vector<std::string>& patterns) {
  PathPatterns list;
  for (const std::string& pattern : patterns) {
    TRAWL_RETURN_IF_ERROR(
        add_pattern(pattern, &list.patterns_)
            .with_context(ErrorContext{.words = "path pattern '" + escape_control(pattern) + "'",
                                       .subject = Subject{SubjectKind::kPathPattern, pattern}}));
  }
  return list;
}

Status PathPatterns::add_pattern(std::string_view line, std::vector<PathPattern>* patterns) {
  if (line.find('\0') != std::string_view::npos)
    return invalid_argument("it contains a NUL byte: remove it");
  if (line.starts_with('#')) return Status();
  std::string_view glob = without_trailing_spaces(line);
  PathPattern pattern;
  pattern.negated = glob.starts_with('!');
  if (pattern.negated) glob.remove_prefix(1);
  pattern.directories_only = glob.ends_with('/');
  if (pattern.directories_only) glob.remove_suffix(1);
  pattern.anchored = glob.find('/') != std::string_view::npos;
  if (glob.starts_with('/')) glob.remove_prefix(1);
  if (glob.empty()) return Status();  // a blank line, or "/", which names nothing
  TRAWL_ASSIGN_OR_RETURN(pattern.glob, Glob::compile(glob));
  patterns->push_back(std::move(pattern));
  return Status();
}

bool PathPatterns::matches(std::string_view path, bool is_directory) const {
  if (empty()) return false;
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (matches_entry(path.substr(0, slash), true)) return true;
  }
  return matches_entry(path, is_directory);
}

bool PathPatterns::matches_entry(std::string_view path, bool is_directory) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->directories_only && !is_directory) continue;
    if (pattern->glob.matches(pattern->anchored ? path : name)) return !pattern->negated;
  }
  return false;
}

}  // namespace trawl
