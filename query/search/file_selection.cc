#include "query/search/file_selection.h"

#include <string>
#include <utility>

#include "indexer/pattern/glob_guess.h"

namespace trawl {
namespace {

Result<std::optional<SpanPatterns>> compile_one(const std::string& expression, Term option) {
  if (expression.empty()) return std::optional<SpanPatterns>();
  const Result<Pattern> pattern = parse_pattern(expression, PatternOptions());
  if (!pattern.is_ok()) {
    return pattern.status().with_advice(glob_advice(expression)).with_context(in_option(option));
  }
  Result<SpanPatterns> patterns = SpanPatterns::compile({&*pattern, 1});
  if (!patterns.is_ok()) return patterns.status().with_context(in_option(option));
  return std::optional<SpanPatterns>(std::move(patterns).value());
}

Result<std::optional<SpanMatcher>> matcher_of(const std::optional<SpanPatterns>& patterns) {
  if (!patterns) return std::optional<SpanMatcher>();
  TRAWL_ASSIGN_OR_RETURN(SpanMatcher matcher, SpanMatcher::create(*patterns));
  return std::optional<SpanMatcher>(std::move(matcher));
}

}  // namespace

Result<FileExpressions> FileExpressions::compile(const FileFilter& filter) {
  FileExpressions expressions;
  TRAWL_ASSIGN_OR_RETURN(expressions.repository_,
                         compile_one(filter.repository, Term::kRepositoryExpression));
  TRAWL_ASSIGN_OR_RETURN(expressions.path_, compile_one(filter.path, Term::kPathExpression));
  return expressions;
}

Result<FileSelection> FileSelection::create(const FileExpressions& expressions,
                                            uint32_t entry_count) {
  FileSelection selection;
  TRAWL_ASSIGN_OR_RETURN(selection.repository_, matcher_of(expressions.repository_));
  TRAWL_ASSIGN_OR_RETURN(selection.path_, matcher_of(expressions.path_));
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

Result<bool> FileSelection::selects_some_entry(IndexReader* reader) {
  for (uint32_t i = 0; i < reader->entry_count(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(const bool selected, selects_entry({i}, reader));
    if (selected) return true;
  }
  return false;
}

Result<bool> FileSelection::selects_some_path(IndexReader* reader) {
  for (uint32_t i = 0; i < reader->entry_count(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(const bool entry_selected, selects_entry({i}, reader));
    if (!entry_selected) continue;
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader->entry({i}));
    const uint32_t files = entry->files;
    for (uint32_t rank = 0; rank < files; ++rank) {
      TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader->file({{i}, {rank}}));
      TRAWL_ASSIGN_OR_RETURN(const bool selected, selects_path(file->path));
      if (selected) return true;
    }
  }
  return false;
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
