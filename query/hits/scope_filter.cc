#include "query/hits/scope_filter.h"

#include <string_view>

namespace trawl {

Result<ScopeFilter> ScopeFilter::create(const RuleScope& scope) {
  Result<FileScope> made = FileScope::create(scope);
  if (!made.is_ok()) {
    return made.status().with_code(StatusCode::kCorruption).with_context("the paths of a rule");
  }
  return ScopeFilter(std::move(made).value());
}

Result<bool> ScopeFilter::selects(const Place& place, IndexReader* reader) const {
  if (scope_.has_paths()) {
    TRAWL_ASSIGN_OR_RETURN(const std::string_view path, reader->path(place));
    if (!scope_.selects_path(path)) return false;
  }
  if (!scope_.has_languages()) return true;
  TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader->file(place));
  return scope_.selects_language(file->language);
}

}  // namespace trawl
