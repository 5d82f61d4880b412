#include "indexer/upkeep/rule_backfill.h"

#include <utility>
#include <vector>

#include "indexer/format/hit.h"
#include "indexer/format/keys.h"
#include "indexer/stages/block_buffer.h"
#include "indexer/stages/hit_collector.h"
#include "query/segment_search.h"
#include "query/verifier.h"

namespace trawl {
namespace {

// What the rule must not match narrows nothing.
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

// The content of units, in order.
class UnitReader {
 public:
  UnitReader(SegmentOrdinal segment, IndexReader* reader, ChunkReader chunks)
      : segment_(segment), reader_(reader), chunks_(std::move(chunks)) {}

  // Reads the unit that begins with a chunk; content() stays valid until the next call.
  Status read(ChunkNumber first, BackfillCounts* counts) {
    TRAWL_ASSIGN_OR_RETURN(first_, reader_->chunk(segment_, first));
    TRAWL_ASSIGN_OR_RETURN(const uint32_t count, reader_->chunks_in_unit(segment_, first));
    joined_.clear();
    for (uint32_t i = 0; i < count; ++i) {
      TRAWL_ASSIGN_OR_RETURN(const ChunkRecord chunk, reader_->chunk(segment_, {first.value + i}));
      TRAWL_ASSIGN_OR_RETURN(content_, chunks_.read(segment_, chunk));
      if (count > 1) joined_.append(content_);
    }
    if (count > 1) content_ = joined_;
    counts->chunks += count;
    counts->bytes += content_.size();
    return {};
  }
  const ChunkRecord& first() const { return first_; }
  std::string_view content() const { return content_; }

 private:
  SegmentOrdinal segment_;
  IndexReader* reader_;
  ChunkReader chunks_;
  ChunkRecord first_;
  std::string joined_;  // of a giant line
  std::string_view content_;
};

// Where a document is, for messages; its digest when the snapshot does not have it.
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

Status fill_in(FillInRule* rule, SegmentOrdinal segment, IndexReader* reader, UnitReader* units,
               SortedFileWriter* writer, BackfillCounts* counts) {
  SegmentSearch search(segment, reader);
  TRAWL_ASSIGN_OR_RETURN(const QueryPlan plan, search.plan(rule->query));
  TRAWL_ASSIGN_OR_RETURN(const CandidateUnits candidates, search.candidates(plan, nullptr));
  const SegmentId& id = reader->segment(segment).id;
  auto blocks = block_buffer<Hit>(kHitsPerBlock, [&](uint32_t block, std::span<const Hit> hits) {
    counts->hits += hits.size();
    return writer->add(hit_key(id, rule->digest, block), encode_hit_block(hits));
  });
  std::optional<DocumentNumber> document;
  HitTexts texts;
  std::vector<LineMatch> matches;
  for (const ChunkNumber unit : candidates.units) {
    TRAWL_RETURN_IF_ERROR(units->read(unit, counts));
    const ChunkRecord& first = units->first();
    const Status scanned = rule->scanner->scan(units->content(), &matches, first.first_line - 1);
    if (!scanned.is_ok()) return scanned.with_context(name_of(segment, first.document, reader));
    if (document != first.document) {
      document = first.document;
      texts = {};
    }
    for (const LineMatch& match : matches) {
      Hit hit{first.document, static_cast<uint32_t>(match.line + 1), false, {}};
      hit.has_text = texts.keeps(match.end - match.begin);
      if (hit.has_text) hit.text = units->content().substr(match.begin, match.end - match.begin);
      TRAWL_RETURN_IF_ERROR(blocks.add(std::move(hit)));
    }
  }
  return blocks.flush();
}

}  // namespace

Result<FillInRule> prepare_fill_in(const Rule& rule) {
  FillInRule prepared{rule.name, rule.digest, query_of(rule), nullptr, std::nullopt};
  TRAWL_ASSIGN_OR_RETURN(RuleMatcher matcher, RuleMatcher::compile({&rule, 1}));
  prepared.matcher = std::make_unique<RuleMatcher>(std::move(matcher));
  TRAWL_ASSIGN_OR_RETURN(prepared.scanner, RuleScanner::create(*prepared.matcher));
  return prepared;
}

Result<IncomingFile> fill_in_rules(std::span<FillInRule* const> rules, SegmentOrdinal segment,
                                   IndexReader* reader, const std::string& path,
                                   BackfillCounts* counts) {
  std::vector<const Dictionary*> dictionaries(reader->segment_count());
  TRAWL_ASSIGN_OR_RETURN(dictionaries[segment.value], reader->dictionary(segment));
  UnitReader units(segment, reader, ChunkReader(reader, std::move(dictionaries)));
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kHits));
  for (FillInRule* rule : rules) {
    TRAWL_RETURN_IF_ERROR(
        fill_in(rule, segment, reader, &units, &writer, counts).with_context("rule " + rule->name));
  }
  return writer.finish();
}

}  // namespace trawl
