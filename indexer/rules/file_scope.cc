#include "indexer/rules/file_scope.h"

#include <algorithm>
#include <utility>

#include "indexer/text/ascii_case.h"

namespace trawl {
namespace {

Result<std::optional<PathPatterns>> path_list(const std::vector<std::string>& patterns) {
  if (patterns.empty()) return std::optional<PathPatterns>();
  TRAWL_ASSIGN_OR_RETURN(PathPatterns list, PathPatterns::parse(patterns));
  return std::optional<PathPatterns>(std::move(list));
}

}  // namespace

Result<FileScope> FileScope::create(const RuleScope& scope) {
  FileScope made;
  made.languages_ = scope.languages;
  TRAWL_ASSIGN_OR_RETURN(made.include_, path_list(scope.include));
  TRAWL_ASSIGN_OR_RETURN(made.exclude_, path_list(scope.exclude));
  return made;
}

bool FileScope::selects_path(std::string_view path) const {
  if (include_ && !include_->matches(path, false)) return false;
  return !exclude_ || !exclude_->matches(path, false);
}

bool FileScope::selects_language(std::string_view language) const {
  return languages_.empty() ||
         std::any_of(languages_.begin(), languages_.end(), [&](const std::string& wanted) {
           return equal_folded_texts(wanted, language);
         });
}

}  // namespace trawl
