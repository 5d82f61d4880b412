// All rules are searched for at once: most rules have candidates in common, and scanning a chunk
// for a thousand patterns costs little more than unpacking it.
#include "indexer/upkeep/rule_backfill.h"

#include <utility>

#include "indexer/document/hit_collector.h"
#include "query/filter/segment_search.h"
#include "query/read/content_reader.h"

namespace trawl {
namespace {

// What the rule must not match does not narrow the query.
TrigramQuery query_of(const Rule& rule) {
  std::vector<TrigramQuery> clauses;
  auto pattern = rule.patterns.begin();
  for (const std::vector<std::string>& clause : rule.expression.all_of) {
    std::vector<TrigramQuery> alternatives;
    for (size_t i = 0; i < clause.size(); ++i) {
      alternatives.push_back(trigram_query((pattern++)->root));
    }
    clauses.push_back(TrigramQuery::any_of(std::move(alternatives)));
  }
  return TrigramQuery::all_of(std::move(clauses));
}

// Where a document is, for messages; its number when the snapshot does not have it.
std::string name_of(SegmentOrdinal segment, DocumentNumber document, IndexReader* reader) {
  const auto places = reader->places(segment, document);
  if (places.is_ok() && !places->empty()) {
    const Place place = places->front();
    const auto path = reader->path(place);
    const auto entry = reader->entry(place.entry);
    if (path.is_ok() && entry.is_ok()) return (*entry)->repository + "/" + std::string(*path);
  }
  return "document " + std::to_string(document.value) + " of a segment";
}

// The candidates of any of the queries: for each chunk number, whether a unit begins with the
// chunk.
Result<std::vector<bool>> candidates_of(const std::vector<TrigramQuery>& queries,
                                        std::span<const uint32_t> wanted, SegmentOrdinal segment,
                                        IndexReader* reader) {
  std::vector<bool> is_candidate(reader->segment(segment).chunks);
  for (const uint32_t number : wanted) {
    SegmentSearch search(segment,
                         reader->view().get());  // keeps only the posting lists of this query
    TRAWL_ASSIGN_OR_RETURN(const QueryPlan plan, search.plan(queries[number]));
    TRAWL_ASSIGN_OR_RETURN(const CandidateUnits candidates, search.candidates(plan, nullptr));
    for (const ChunkNumber unit : candidates.units) is_candidate[unit.value] = true;
  }
  return is_candidate;
}

}  // namespace

Result<RuleBackfill> RuleBackfill::prepare(const std::vector<Rule>& rules) {
  std::vector<TrigramQuery> queries;
  queries.reserve(rules.size());
  for (const Rule& rule : rules) queries.push_back(query_of(rule));
  TRAWL_ASSIGN_OR_RETURN(RuleMatcher compiled, RuleMatcher::compile(rules));
  auto matcher = std::make_unique<RuleMatcher>(std::move(compiled));
  TRAWL_ASSIGN_OR_RETURN(RuleScanner scanner, RuleScanner::create(*matcher));
  return RuleBackfill(std::move(queries), std::move(matcher), std::move(scanner));
}

Result<HitTable> RuleBackfill::find(std::span<const uint32_t> wanted, SegmentOrdinal segment,
                                    IndexReader* reader, const std::string& directory,
                                    BackfillCounts* counts) {
  TRAWL_ASSIGN_OR_RETURN(HitTable table, HitTable::create(directory, queries_.size()));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<bool> is_candidate,
                         candidates_of(queries_, wanted, segment, reader));
  ContentReader content(reader->view());
  std::vector<LineMatch> matches;
  for (uint32_t first = 0; first < is_candidate.size(); ++first) {
    if (!is_candidate[first]) continue;
    TRAWL_ASSIGN_OR_RETURN(const uint32_t count, reader->chunks_in_unit(segment, {first}));
    TRAWL_ASSIGN_OR_RETURN(const Unit unit, content.unit(segment, {first}, count, reader));
    counts->chunks += unit.chunk_count;
    counts->bytes += unit.content.size();
    const DocumentNumber document = unit.first.document;
    const Status scanned = scanner_.scan(unit.content, &matches, unit.first.first_line - 1);
    if (!scanned.is_ok()) return scanned.with_context(in_file(name_of(segment, document, reader)));
    TRAWL_RETURN_IF_ERROR(for_each_hit_line(
        unit.content, matches, [&](const HitLine& line) { return table.add(document, line); }));
  }
  return table;
}

}  // namespace trawl
