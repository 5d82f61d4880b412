#include "query/search/file_selection.h"

namespace trawl {
namespace {

Result<std::optional<SpanMatcher>> compile(const std::string& expression, Term option) {
  if (expression.empty()) return std::optional<SpanMatcher>();
  Result<Pattern> pattern = parse_pattern(expression, PatternOptions());
  if (!pattern.is_ok()) return pattern.status().with_context(in_option(option));
  Result<SpanMatcher> matcher = SpanMatcher::compile(*pattern);
  if (!matcher.is_ok()) return matcher.status().with_context(in_option(option));
  return std::optional<SpanMatcher>(std::move(matcher).value());
}

}  // namespace

Result<FileSelection> FileSelection::create(const std::string& repository_regex,
                                            const std::string& path_regex, uint32_t entry_count) {
  FileSelection selection;
  TRAWL_ASSIGN_OR_RETURN(selection.repository_,
                         compile(repository_regex, Term::kRepositoryExpression));
  TRAWL_ASSIGN_OR_RETURN(selection.path_, compile(path_regex, Term::kPathExpression));
  selection.entries_.resize(entry_count);
  return selection;
}

Result<bool> FileSelection::selects_entry(EntryNumber entry, IndexReader* reader) {
  if (!repository_) return true;
  std::optional<bool>& selected = entries_[entry.value];
  if (!selected) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* record, reader->entry(entry));
    TRAWL_ASSIGN_OR_RETURN(selected, repository_->matches(record->repository));
  }
  return *selected;
}

Result<bool> FileSelection::selects_path(std::string_view path) {
  if (!path_) return true;
  return path_->matches(path);
}

Result<bool> FileSelection::selects(const Place& place, IndexReader* reader) {
  if (place.entry.value >= entries_.size())
    return corruption("a place in a repository that is not there");
  TRAWL_ASSIGN_OR_RETURN(const bool entry, selects_entry(place.entry, reader));
  if (!entry || !path_) return entry;
  TRAWL_ASSIGN_OR_RETURN(const std::string_view path, reader->path(place));
  return selects_path(path);
}

}  // namespace trawl
