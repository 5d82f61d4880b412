// The units of the first part of each query become documents, and each of these is then looked up
// in the units of the second part.
#include "query/report/wrapper_search.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

#include "query/filter/segment_search.h"
#include "query/report/processors.h"

namespace trawl {
namespace {

// A unit, or the document that it is of, which may pass a query.
struct Candidate {
  SegmentOrdinal segment;
  uint32_t number;  // of the unit's first chunk, or of the document
  uint32_t query;
  friend auto operator<=>(const Candidate& a, const Candidate& b) = default;
  bool is_of_same(const Candidate& other) const {
    return segment == other.segment && number == other.number;
  }
};
using Candidates = std::vector<Candidate>;

// Parts of the work, so that threads end at about the same time.
constexpr size_t kParts = 16;

size_t begin_of_part(size_t part, size_t count) {
  return count * part / kParts;
}

// What several threads found, in order.
Candidates in_order(const std::vector<Candidates>& found) {
  Candidates all;
  for (const Candidates& each : found) all.insert(all.end(), each.begin(), each.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

// What passes the second part of a query: the units of each segment, ascending; nullopt for all.
using Second = std::vector<std::optional<std::vector<ChunkNumber>>>;

// Of fewer units, it costs less to visit all documents than to read the lists of the second part,
// which may be long.
constexpr size_t kManyUnits = 150;

Result<std::vector<ChunkNumber>> units_of(const TrigramQuery& query, SegmentSearch* search) {
  TRAWL_ASSIGN_OR_RETURN(const QueryPlan plan, search->plan(query));
  TRAWL_ASSIGN_OR_RETURN(CandidateUnits candidates, search->candidates(plan, nullptr));
  return std::move(candidates.units);
}

// Adds the units of some of the queries.
Status find_units(const std::vector<DocumentQuery>& queries, size_t part,
                  const IndexReader& searched, Candidates* found, std::vector<Second>* second) {
  const size_t end = begin_of_part(part + 1, queries.size());
  for (uint32_t i = 0; i < searched.segment_count(); ++i) {
    SegmentSearch search(SegmentOrdinal{i}, searched.view().get());
    for (size_t query = begin_of_part(part, queries.size()); query < end; ++query) {
      TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkNumber> units,
                             units_of(queries[query].first, &search));
      for (const ChunkNumber unit : units) {
        found->push_back({SegmentOrdinal{i}, unit.value, static_cast<uint32_t>(query)});
      }
      std::optional<std::vector<ChunkNumber>>& others = (*second)[query].emplace_back();
      if (units.size() < kManyUnits) continue;
      TRAWL_ASSIGN_OR_RETURN(others, units_of(queries[query].second, &search));
    }
  }
  return {};
}

// Adds the documents of some of the units.
Status find_documents(const Candidates& units, size_t part, const IndexReader& searched,
                      Candidates* found) {
  IndexReader reader(searched.view());
  const size_t end = begin_of_part(part + 1, units.size());
  for (size_t i = begin_of_part(part, units.size()); i < end; ++i) {
    const Candidate& unit = units[i];
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord chunk,
                           reader.chunk(unit.segment, ChunkNumber{unit.number}));
    found->push_back({unit.segment, chunk.document.value, unit.query});
  }
  return {};
}

// Where the candidates of another document begin, at or after an index.
size_t next_document(const Candidates& documents, size_t at) {
  while (at > 0 && at < documents.size() && documents[at].is_of_same(documents[at - 1])) ++at;
  return at;
}

// Whether the document has one of the units.
bool has_unit(const DocumentRecord& document, const std::vector<ChunkNumber>& units) {
  const auto at = std::lower_bound(units.begin(), units.end(), document.first_chunk);
  return at != units.end() && at->value < document.first_chunk.value + document.chunk_count;
}

// What all threads share.
struct FoundDocuments {
  const IndexReader& searched;
  const Candidates& documents;        // that pass the first part of queries
  const std::vector<Second>& second;  // by query
};

Status visit_part(const FoundDocuments& found, size_t part, const DocumentVisitor& visit) {
  const Candidates& documents = found.documents;
  IndexReader reader(found.searched.view());
  const size_t last = next_document(documents, begin_of_part(part + 1, documents.size()));
  std::vector<uint32_t> queries;
  std::vector<Place> places;
  for (size_t i = next_document(documents, begin_of_part(part, documents.size())); i < last;) {
    const Candidate& each = documents[i];
    const DocumentLocation location{each.segment, DocumentNumber{each.number}};
    TRAWL_ASSIGN_OR_RETURN(const DocumentRecord document,
                           reader.document(location.segment, location.document));
    queries.clear();
    for (; i < last && documents[i].is_of_same(each); ++i) {
      const Second& units = found.second[documents[i].query];
      const auto& of_segment = units[each.segment.value];
      if (!of_segment || has_unit(document, *of_segment)) queries.push_back(documents[i].query);
    }
    if (queries.empty()) continue;
    TRAWL_ASSIGN_OR_RETURN(const std::span<const Place> of_document,
                           reader.places(location.segment, location.document));
    places.assign(of_document.begin(), of_document.end());
    TRAWL_RETURN_IF_ERROR(visit(location, places, queries, &reader));
  }
  return {};
}

}  // namespace

Status visit_documents_with(const std::vector<DocumentQuery>& queries, const IndexReader& searched,
                            const std::function<DocumentVisitor()>& make_visitor) {
  std::vector<Candidates> found(kParts);
  std::vector<Second> second(queries.size());
  TRAWL_RETURN_IF_ERROR(try_on_all_processors(kParts, [&](size_t part) {
    return find_units(queries, part, searched, &found[part], &second);
  }));
  const Candidates units = in_order(std::exchange(found, std::vector<Candidates>(kParts)));
  TRAWL_RETURN_IF_ERROR(try_on_all_processors(
      kParts, [&](size_t part) { return find_documents(units, part, searched, &found[part]); }));
  const Candidates documents = in_order(found);
  std::vector<DocumentVisitor> visitors;
  for (size_t part = 0; part < kParts; ++part) visitors.push_back(make_visitor());
  return try_on_all_processors(kParts, [&](size_t part) {
    return visit_part({searched, documents, second}, part, visitors[part]);
  });
}

}  // namespace trawl
