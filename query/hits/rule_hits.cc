// Reads a rule's hits twice. The first pass notes which documents have hits; the second reads them
// again in listing order, document by document, so their text need not fit in memory.
#include "query/hits/rule_hits.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/stop_watch.h"
#include "indexer/text/quantities.h"
#include "query/hits/rule_lookup.h"
#include "query/hits/scope_filter.h"
#include "query/read/document_reader.h"
#include "query/search/candidate_files.h"
#include "query/search/file_delivery.h"
#include "query/search/file_selection.h"
#include "query/search/line_buffer.h"

namespace trawl {
namespace {

// A document with hits. They start at hit `first_in_block` of block `first_block` and follow each
// other.
struct HitDocument {
  SegmentOrdinal segment;
  DocumentNumber number;
  uint32_t first_block = 0;
  uint32_t first_in_block = 0;
  uint32_t count = 0;
};

struct HitFiles {
  std::vector<HitDocument> documents;  // only those with a selected file
  std::vector<CandidateFile> files;
};

Status check_covered(const std::string& name, const RuleDigest& digest, const IndexReader& reader) {
  for (uint32_t i = 0; i < reader.segment_count(); ++i) {
    if (covers(reader.segment({i}), digest)) continue;
    const std::string& snapshot = reader.snapshot().name;
    return invalid_argument("snapshot " + snapshot + " was not scanned for rule '" + name +
                            "' as it is defined now: " + Term::kRulesUpdateFrom + " fills it in")
        .with_context(unsaid(in_rule(name)));
  }
  return {};
}

// Which files count: those selected by both the request and the rule's scope.
struct Selection {
  FileSelection files;
  ScopeFilter scope;

  Result<bool> selects(const Place& place, IndexReader* reader) {
    TRAWL_ASSIGN_OR_RETURN(const bool selected, files.selects(place, reader));
    if (!selected) return false;
    return scope.selects(place, reader);
  }
};

Status add_document(const HitDocument& document, Selection* selection, IndexReader* reader,
                    HitFiles* files) {
  const auto index = static_cast<uint32_t>(files->documents.size());
  TRAWL_ASSIGN_OR_RETURN(const bool is_selected,
                         append_files(
                             document.segment, document.number, index,
                             [&](const Place& place) { return selection->selects(place, reader); },
                             reader, &files->files));
  if (is_selected) files->documents.push_back(document);
  return {};
}

// Notes which documents of a segment have hits.
Status collect(SegmentOrdinal segment, const RuleDigest& digest, Selection* selection,
               IndexReader* reader, HitFiles* files, RuleStats* stats) {
  HitDocument document;
  StopWatch watch;
  for (uint32_t block = 0;; ++block) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<Hit> hits, reader->hits(segment, digest, block));
    stats->hits_ns += watch.lap_ns();
    if (hits.empty()) break;
    ++stats->blocks;
    stats->hits += hits.size();
    for (uint32_t i = 0; i < hits.size(); ++i) {
      if (document.count == 0 || hits[i].document != document.number) {
        if (document.count != 0) {
          TRAWL_RETURN_IF_ERROR(add_document(document, selection, reader, files));
        }
        document = {segment, hits[i].document, block, i, 0};
      }
      ++document.count;
    }
    stats->places_ns += watch.lap_ns();
  }
  if (document.count != 0) {
    TRAWL_RETURN_IF_ERROR(add_document(document, selection, reader, files));
  }
  stats->places_ns += watch.lap_ns();
  return {};
}

// Reads the hits again, one document after the other, and pushes them into the sink.
class HitDelivery {
 public:
  HitDelivery(const RuleDigest& rule, const RuleRequest& request, IndexReader* reader,
              ResultSink* sink, RuleStats* stats)
      : rule_(rule),
        selection_(request.lines),
        with_offsets_(request.needs.offsets),
        reader_(reader),
        files_(request.needs, reader, sink),
        stats_(stats) {}

  // Delivers the hits under one of the document's files. False when the sink has enough.
  Result<bool> deliver(const HitDocument& document, const Place& place);
  const DeliveryCounts& counts() const { return files_.counts(); }

 private:
  Result<const std::vector<Hit>*> block(SegmentOrdinal segment, uint32_t number);
  // The line of a hit. It is read from content if the hit has no text or if offsets are wanted.
  Result<Line> line(const HitDocument& document, const Hit& hit);
  // Delivers the lines gathered so far as the next part of the file.
  Result<bool> hand_over(const Place& place, bool ends);

  const RuleDigest& rule_;
  const LineSelection& selection_;
  const bool with_offsets_;
  IndexReader* reader_;
  FileDelivery files_;
  RuleStats* stats_;
  StopWatch watch_;
  std::optional<IndexReader> content_;  // opened for the first line that needs it
  std::optional<DocumentReader> documents_;
  std::optional<std::pair<SegmentOrdinal, uint32_t>> loaded_;  // the block that hits_ holds
  std::vector<Hit> hits_;
  LineBuffer lines_;
};

Result<const std::vector<Hit>*> HitDelivery::block(SegmentOrdinal segment, uint32_t number) {
  const std::pair wanted(segment, number);
  if (loaded_ != wanted) {
    loaded_.reset();
    TRAWL_ASSIGN_OR_RETURN(hits_, reader_->hits(segment, rule_, number));
    loaded_ = wanted;
  }
  return &hits_;
}

Result<Line> HitDelivery::line(const HitDocument& document, const Hit& hit) {
  if (hit.has_text && !with_offsets_) return Line{.number = hit.line, .text = hit.text};
  if (!documents_) {
    TRAWL_ASSIGN_OR_RETURN(content_, reader_->with_families(kShowFamilies));
    documents_.emplace(&*content_);
  }
  TRAWL_ASSIGN_OR_RETURN(const Line found,
                         documents_->line({document.segment, document.number}, hit.line));
  return with_offsets_ ? found : Line{.number = hit.line, .text = found.text};
}

Result<bool> HitDelivery::deliver(const HitDocument& document, const Place& place) {
  uint32_t number = document.first_block;
  uint32_t at = document.first_in_block;
  for (uint32_t left = document.count; left > 0; --left, ++at) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<Hit>* hits, block(document.segment, number));
    if (at == hits->size()) {
      at = 0;
      TRAWL_ASSIGN_OR_RETURN(hits, block(document.segment, ++number));
    }
    if (at >= hits->size())
      return corruption("hits of a rule are missing: run " + Term::kIndexCheck);
    const Hit& hit = (*hits)[at];
    TRAWL_ASSIGN_OR_RETURN(const Line found, line(document, hit));
    if (!selection_.selects(found.text)) continue;
    const size_t held = lines_.bytes() + sizeof(Line);
    if (!lines_.empty() && held + found.text.size() > kMaxHitPart) {
      TRAWL_ASSIGN_OR_RETURN(const bool more, hand_over(place, false));
      if (!more) return false;
    }
    lines_.add(found);
  }
  return hand_over(place, true);
}

Result<bool> HitDelivery::hand_over(const Place& place, bool ends) {
  stats_->texts_ns += watch_.lap_ns();
  TRAWL_ASSIGN_OR_RETURN(const bool more, files_.deliver(place, lines_.lines(), 0, ends));
  lines_.clear(kMaxHitPart);
  watch_.lap_ns();
  return more;
}

}  // namespace

Status list_rule_hits(const RuleRequest& request, IndexReader* reader, ResultSink* sink,
                      RuleStats* stats) {
  RuleStats unasked;
  if (stats == nullptr) stats = &unasked;
  if (request.needs.spans)
    return unsupported("a listing of a rule with spans in its results is not supported yet");
  TRAWL_ASSIGN_OR_RETURN(const RuleFacts* rule, find_rule(request.rule, reader->manifest()));
  const RuleDigest& digest = rule->digest;
  TRAWL_RETURN_IF_ERROR(check_covered(rule->name, digest, *reader));
  TRAWL_ASSIGN_OR_RETURN(const FileExpressions expressions,
                         FileExpressions::compile(request.files));
  TRAWL_ASSIGN_OR_RETURN(FileSelection chosen,
                         FileSelection::create(expressions, reader->entry_count()));
  TRAWL_ASSIGN_OR_RETURN(ScopeFilter scope, ScopeFilter::create(rule->scope));
  Selection selection{std::move(chosen), std::move(scope)};
  stats->rule = rule->name;
  HitFiles files;
  for (uint32_t i = 0; i < reader->segment_count(); ++i) {
    TRAWL_RETURN_IF_ERROR(collect({i}, digest, &selection, reader, &files, stats));
  }
  StopWatch watch;
  std::sort(files.files.begin(), files.files.end());
  stats->sort_ns = watch.lap_ns();
  stats->documents = files.documents.size();
  stats->files = files.files.size();

  HitDelivery delivery(digest, request, reader, sink, stats);
  for (const CandidateFile& candidate : files.files) {
    TRAWL_ASSIGN_OR_RETURN(const bool more,
                           delivery.deliver(files.documents[candidate.document], candidate.place));
    if (!more) break;
  }
  stats->lines = delivery.counts().lines;
  stats->paths_ns = delivery.counts().names_ns;
  stats->sink_ns = delivery.counts().sink_ns;
  return {};
}

std::string describe_stats(const RuleStats& stats, uint64_t open_ns, uint64_t flush_ns) {
  const auto us = [](uint64_t ns) { return ns / 1000; };
  return fmt::format(
      "rule           {}\n"
      "read           {} in {}, of {} in {} that are listed\n"
      "listed         {}\n"
      "time           open {} us, hits {} us, places {} us, sort {} us, "
      "texts {} us, paths {} us, output {} us\n",
      stats.rule, count_text(stats.hits, "hit"), count_text(stats.blocks, "block"),
      count_text(stats.documents, "document"), count_text(stats.files, "file"),
      count_text(stats.lines, "line"), us(open_ns), us(stats.hits_ns), us(stats.places_ns),
      us(stats.sort_ns), us(stats.texts_ns), us(stats.paths_ns), us(stats.sink_ns + flush_ns));
}

}  // namespace trawl
