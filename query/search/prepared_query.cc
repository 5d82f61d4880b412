#include "query/search/prepared_query.h"

#include <string>
#include <utility>

namespace trawl {
namespace {

const char* name_of(QueryNode::Kind kind) {
  switch (kind) {
    case QueryNode::Kind::kPattern:
      return "a pattern";
    case QueryNode::Kind::kAnd:
      return "'and'";
    case QueryNode::Kind::kOr:
      return "'or'";
    case QueryNode::Kind::kNot:
      return "'not'";
  }
  return "a node of unknown kind";
}

Status not_yet(const std::string& what) {
  return unsupported("a query with " + what + " is not supported yet");
}

}  // namespace

Status check_supported(const Query& query) {
  if (query.patterns.empty()) return unsupported("a query without a pattern is not supported yet");
  if (query.root.kind != QueryNode::Kind::kPattern) return not_yet(name_of(query.root.kind));
  if (query.patterns.size() > 1) return not_yet("several patterns");
  if (query.root.pattern >= query.patterns.size()) {
    return invalid_argument("a query names a pattern that it does not have");
  }
  if (query.characters != CharacterMode::kBytes) return not_yet("Unicode characters");
  if (query.unit != QueryUnit::kLine) return not_yet("the document as its unit");
  if (query.needs.spans) return not_yet("spans in its results");
  return {};
}

Result<PreparedQuery> PreparedQuery::prepare(const Query& query) {
  TRAWL_RETURN_IF_ERROR(check_supported(query));
  TRAWL_ASSIGN_OR_RETURN(Matcher matcher, Matcher::compile(query.parsed_patterns()));
  TRAWL_ASSIGN_OR_RETURN(FileExpressions files, FileExpressions::compile(query.files));
  PreparedQuery prepared(std::move(matcher), std::move(files));
  prepared.trigram_query_ = trawl::trigram_query(query.patterns.front().pattern.root);
  prepared.lines_ = query.lines;
  prepared.needs_ = query.needs;
  return prepared;
}

}  // namespace trawl
