// A query that is ready to run: parsed, analysed and compiled once, and run any number of times.
#pragma once

#include "indexer/base/status.h"
#include "indexer/match/matcher.h"
#include "indexer/pattern/line_proof.h"
#include "query/filter/trigram_query.h"
#include "query/language/query.h"
#include "query/search/file_selection.h"

namespace trawl {

// It does not depend on an index. Immutable: several threads may search different generations with
// the same one at the same time.
class PreparedQuery {
 public:
  // kInvalidArgument for a pattern that no engine can run, and for an invalid file filter.
  // kUnsupported for a query that cannot be searched for yet, and it names the reason: see
  // check_supported().
  static Result<PreparedQuery> prepare(const Query& query);

  // The trigrams that every matching line must contain.
  const TrigramQuery& trigram_query() const { return trigram_query_; }
  const LineFacts& facts() const { return matcher_.line_facts(0); }
  const Matcher& matcher() const { return matcher_; }
  const FileExpressions& files() const { return files_; }
  const LineSelection& lines() const { return lines_; }
  const OutputNeeds& needs() const { return needs_; }

 private:
  PreparedQuery(Matcher matcher, FileExpressions files)
      : matcher_(std::move(matcher)), files_(std::move(files)) {}

  Matcher matcher_;
  TrigramQuery trigram_query_;
  FileExpressions files_;
  LineSelection lines_;
  OutputNeeds needs_;
};

// Ok for a query of one pattern on lines of bytes whose results need no spans. kUnsupported names
// the first thing that a search cannot do yet. kInvalidArgument if the tree refers to a pattern
// that the query does not have.
Status check_supported(const Query& query);

}  // namespace trawl
