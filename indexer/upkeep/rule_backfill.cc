// All rules are searched for at once: most rules have candidates in common, and scanning a chunk
// for a thousand patterns costs little more than unpacking it.
//
// What a name stands for depends on the whole document. So a document in which one of the names may
// begin is scanned as a whole. All other documents have no names, so that only their lines with
// patterns count, and those are in the candidates of patterns alone.
#include "indexer/upkeep/rule_backfill.h"

#include <algorithm>
#include <utility>

#include "indexer/document/hit_collector.h"
#include "indexer/rules/rule_names.h"
#include "query/filter/segment_search.h"
#include "query/read/content_reader.h"
#include "query/read/document_reader.h"

namespace trawl {
namespace {

// Of lines of documents without names. What the rule must not match does not narrow the query.
TrigramQuery line_query_of(const Rule& rule) {
  std::vector<TrigramQuery> clauses;
  auto pattern = rule.patterns.begin();
  for (const std::vector<RuleTerm>& clause : rule.expression.all_of) {
    std::vector<TrigramQuery> alternatives;
    for (const RuleTerm& term : clause) {
      alternatives.push_back(term.name ? TrigramQuery::none() : trigram_query((pattern++)->root));
    }
    clauses.push_back(TrigramQuery::any_of(std::move(alternatives)));
  }
  return TrigramQuery::all_of(std::move(clauses));
}

// Of documents that have a first part of one of the rule's names.
TrigramQuery root_query_of(const Rule& rule) {
  std::vector<TrigramQuery> roots;
  for (const std::vector<RuleTerm>& clause : rule.expression.all_of) {
    for (const RuleTerm& term : clause) {
      if (term.name) roots.push_back(TrigramQuery::of_text(root_of_name(term.text)));
    }
  }
  return TrigramQuery::any_of(std::move(roots));
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
    if (queries[number].kind == TrigramQuery::Kind::kNone) continue;
    // A search of its own keeps only the posting lists of this query.
    SegmentSearch search(segment, reader->view().get());
    TRAWL_ASSIGN_OR_RETURN(const QueryPlan plan, search.plan(queries[number]));
    TRAWL_ASSIGN_OR_RETURN(const CandidateUnits candidates, search.candidates(plan, nullptr));
    for (const ChunkNumber unit : candidates.units) is_candidate[unit.value] = true;
  }
  return is_candidate;
}

}  // namespace

// One call of find().
class RuleBackfill::Run {
 public:
  Run(RuleBackfill* backfill, SegmentOrdinal segment, IndexReader* reader, HitTable* table,
      BackfillCounts* counts)
      : backfill_(*backfill),
        segment_(segment),
        reader_(reader),
        documents_(reader),
        units_(reader->view()),
        table_(table),
        counts_(counts) {}
  Status scan(std::span<const uint32_t> wanted);

 private:
  // The chunks of a document that is scanned as a whole.
  struct Whole {
    DocumentNumber document;
    uint32_t first_chunk;
    uint32_t chunk_count;
  };
  Result<std::vector<Whole>> whole_documents(const std::vector<bool>& has_root);
  Status scan_document(const Whole& whole);
  Status scan_unit(uint32_t first);

  RuleBackfill& backfill_;
  SegmentOrdinal segment_;
  IndexReader* reader_;
  DocumentReader documents_;
  ContentReader units_;
  HitTable* table_;
  BackfillCounts* counts_;
  std::string text_;  // of the current document
  std::vector<LineMatch> matches_;
};

// Of documents that may have a root in one of these chunks, those that are small enough for names,
// ascending.
Result<std::vector<RuleBackfill::Run::Whole>> RuleBackfill::Run::whole_documents(
    const std::vector<bool>& has_root) {
  std::vector<Whole> all;
  for (uint32_t number = 0; number < has_root.size(); ++number) {
    if (!has_root[number]) continue;
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord chunk, reader_->chunk(segment_, {number}));
    TRAWL_ASSIGN_OR_RETURN(const DocumentRecord document,
                           reader_->document(segment_, chunk.document));
    const uint32_t first = document.first_chunk.value;
    if (document.size <= kMostResolvedBytes) {
      all.push_back({chunk.document, first, document.chunk_count});
    }
    number = std::max(number, first + document.chunk_count - 1);
  }
  return all;
}

Status RuleBackfill::Run::scan_document(const Whole& whole) {
  const DocumentLocation location{segment_, whole.document};
  TRAWL_RETURN_IF_ERROR(documents_.lines(location, 1, UINT64_MAX, &text_));
  counts_->chunks += whole.chunk_count;
  counts_->bytes += text_.size();
  const Status scanned = scan_hits(text_, &backfill_.scanner_, &matches_, [&](const HitLine& line) {
    return table_->add(whole.document, line);
  });
  if (scanned.is_ok()) return {};
  return scanned.with_context(in_file(name_of(segment_, whole.document, reader_)));
}

Status RuleBackfill::Run::scan_unit(uint32_t first) {
  TRAWL_ASSIGN_OR_RETURN(const uint32_t count, reader_->chunks_in_unit(segment_, {first}));
  TRAWL_ASSIGN_OR_RETURN(const Unit unit, units_.unit(segment_, {first}, count, reader_));
  counts_->chunks += unit.chunk_count;
  counts_->bytes += unit.content.size();
  const DocumentNumber document = unit.first.document;
  const Status scanned =
      backfill_.scanner_.scan_part(unit.content, unit.first.first_line - 1, {}, &matches_);
  if (!scanned.is_ok()) return scanned.with_context(in_file(name_of(segment_, document, reader_)));
  return for_each_hit_line(unit.content, matches_,
                           [&](const HitLine& line) { return table_->add(document, line); });
}

Status RuleBackfill::Run::scan(std::span<const uint32_t> wanted) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<bool> is_candidate,
                         candidates_of(backfill_.line_queries_, wanted, segment_, reader_));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<bool> has_root,
                         candidates_of(backfill_.root_queries_, wanted, segment_, reader_));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Whole> documents, whole_documents(has_root));
  auto next = documents.begin();
  for (uint32_t first = 0; first < is_candidate.size(); ++first) {
    if (next != documents.end() && first == next->first_chunk) {
      TRAWL_RETURN_IF_ERROR(scan_document(*next));
      first += next->chunk_count - 1;
      ++next;
    } else if (is_candidate[first]) {
      TRAWL_RETURN_IF_ERROR(scan_unit(first));
    }
  }
  return {};
}

Result<RuleBackfill> RuleBackfill::prepare(const std::vector<Rule>& rules) {
  std::vector<TrigramQuery> of_lines, of_roots;
  for (const Rule& rule : rules) {
    of_lines.push_back(line_query_of(rule));
    of_roots.push_back(root_query_of(rule));
  }
  TRAWL_ASSIGN_OR_RETURN(RuleMatcher compiled, RuleMatcher::compile(rules));
  auto matcher = std::make_unique<RuleMatcher>(std::move(compiled));
  TRAWL_ASSIGN_OR_RETURN(RuleScanner scanner, RuleScanner::create(*matcher));
  return RuleBackfill(std::move(of_lines), std::move(of_roots), std::move(matcher),
                      std::move(scanner));
}

Result<HitTable> RuleBackfill::find(std::span<const uint32_t> wanted, SegmentOrdinal segment,
                                    IndexReader* reader, const std::string& directory,
                                    BackfillCounts* counts) {
  TRAWL_ASSIGN_OR_RETURN(HitTable table, HitTable::create(directory, line_queries_.size()));
  TRAWL_RETURN_IF_ERROR(Run(this, segment, reader, &table, counts).scan(wanted));
  return table;
}

}  // namespace trawl
