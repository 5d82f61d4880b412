#include "query/hits/scope_filter.h"

#include <algorithm>

#include "indexer/text/ascii_case.h"

namespace trawl {
namespace {

Result<std::optional<PathPatterns>> path_list(const std::vector<std::string>& patterns) {
  if (patterns.empty()) return std::optional<PathPatterns>();
  Result<PathPatterns> list = PathPatterns::parse(patterns);
  if (!list.is_ok()) {
    return list.status().with_code(StatusCode::kCorruption).with_context("the paths of a rule");
  }
  return std::optional<PathPatterns>(std::move(list).value());
}

}  // namespace

Result<ScopeFilter> ScopeFilter::create(const RuleScope& scope) {
  ScopeFilter filter;
  filter.languages_ = scope.languages;
  TRAWL_ASSIGN_OR_RETURN(filter.include_, path_list(scope.include));
  TRAWL_ASSIGN_OR_RETURN(filter.exclude_, path_list(scope.exclude));
  return filter;
}

bool ScopeFilter::has_language(const std::string& language) const {
  return std::any_of(languages_.begin(), languages_.end(), [&](const std::string& wanted) {
    return equal_folded_texts(wanted, language);
  });
}

Result<bool> ScopeFilter::selects(const Place& place, IndexReader* reader) const {
  if (include_ || exclude_) {
    TRAWL_ASSIGN_OR_RETURN(const std::string_view path, reader->path(place));
    if (include_ && !include_->matches(path, false)) return false;
    if (exclude_ && exclude_->matches(path, false)) return false;
  }
  if (languages_.empty()) return true;
  TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader->file(place));
  return has_language(file->language);
}

}  // namespace trawl
