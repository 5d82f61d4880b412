#include "indexer/upkeep/hit_completion.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "indexer/format/keys.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/segment/segment_files.h"

namespace trawl {
namespace {

// A segment with this many hit tables gets them rewritten into one: each slows every listing.
constexpr std::ptrdiff_t kMaxHitTables = 4;

Result<SegmentOrdinal> ordinal_of(const SegmentId& id, const IndexReader& reader) {
  for (uint32_t i = 0; i < reader.segment_count(); ++i) {
    if (reader.segment({i}).id == id) return SegmentOrdinal{i};
  }
  return corruption("segment " + id.hex() + " is of no snapshot: run " + Term::kIndexCheck);
}

// One object, one call of run().
class Completer {
 public:
  explicit Completer(NextGeneration* next) : next_(next) {}
  Result<HitCompletion> run();

 private:
  Status prepare_backfill();
  Status complete_segments_of(const SnapshotFacts& snapshot);
  std::vector<uint32_t> missing_in(const SegmentFacts& segment) const;
  // `found` has the hits of rules that the segment was not scanned for; null when there are none.
  Status write_hits(SegmentFacts* segment, HitTable* found);
  Status copy_hits(const SegmentFacts& segment, const RuleDigest& rule, SortedFileWriter* writer);

  NextGeneration* next_;
  std::vector<RuleDigest> live_;  // of the rules, ascending
  // The rules that some segment was not scanned for, ascending, by the backfill's numbers.
  std::vector<RuleDigest> missing_;
  std::optional<RuleBackfill> backfill_;  // none when there is no such rule
  std::set<SegmentId> completed_;
  HitCompletion done_;
};

// The numbers in missing_ of the rules that the segment was not scanned for.
std::vector<uint32_t> Completer::missing_in(const SegmentFacts& segment) const {
  std::vector<uint32_t> numbers;
  for (uint32_t i = 0; i < missing_.size(); ++i) {
    if (!covers(segment, missing_[i])) numbers.push_back(i);
  }
  return numbers;
}

Status Completer::prepare_backfill() {
  TRAWL_ASSIGN_OR_RETURN(std::vector<Rule> rules, rules_of(next_->manifest()));
  rules = distinct_rules(std::move(rules));
  for (const Rule& rule : rules) live_.push_back(rule.digest);
  std::erase_if(rules, [&](const Rule& rule) {
    const std::vector<SegmentFacts>& segments = next_->manifest().segments;
    return std::all_of(segments.begin(), segments.end(),
                       [&](const SegmentFacts& segment) { return covers(segment, rule.digest); });
  });
  if (rules.empty()) return {};
  for (const Rule& rule : rules) missing_.push_back(rule.digest);
  TRAWL_ASSIGN_OR_RETURN(backfill_, RuleBackfill::prepare(rules));
  return {};
}

// A reader has the segments of one snapshot, and each live segment belongs to a snapshot.
Result<HitCompletion> Completer::run() {
  TRAWL_RETURN_IF_ERROR(prepare_backfill());
  for (const SnapshotFacts& snapshot : next_->live().snapshots) {
    TRAWL_RETURN_IF_ERROR(complete_segments_of(snapshot));
  }
  done_.rules = static_cast<uint32_t>(missing_.size());
  return done_;
}

Status Completer::complete_segments_of(const SnapshotFacts& snapshot) {
  std::optional<IndexReader> reader;  // opened for the first segment that lacks hits
  for (SegmentFacts& segment : next_->manifest().segments) {
    if (!holds(snapshot, segment.id) || segment.rules == live_) continue;
    if (!completed_.insert(segment.id).second) continue;
    const std::vector<uint32_t> missing = missing_in(segment);
    std::optional<HitTable> found;
    if (!missing.empty()) {
      if (!reader) {
        TRAWL_ASSIGN_OR_RETURN(reader, IndexReader::open(next_->directory(), snapshot.name));
      }
      TRAWL_ASSIGN_OR_RETURN(const SegmentOrdinal ordinal, ordinal_of(segment.id, *reader));
      TRAWL_ASSIGN_OR_RETURN(found, backfill_->find(missing, ordinal, &*reader,
                                                    next_->pending_directory(), &done_.counts));
      ++done_.segments;
    }
    TRAWL_RETURN_IF_ERROR(write_hits(&segment, found ? &*found : nullptr));
  }
  return {};
}

// While a segment has few hit tables, adds one with the new rules' hits; otherwise rewrites all
// into one and drops removed rules' hits.
Status Completer::write_hits(SegmentFacts* segment, HitTable* found) {
  const auto is_of_hits = [](const FileFacts& file) { return file.family == Family::kHits; };
  const auto tables = std::count_if(segment->files.begin(), segment->files.end(), is_of_hits);
  const bool has_dead =
      !std::includes(live_.begin(), live_.end(), segment->rules.begin(), segment->rules.end());
  const bool replaces = has_dead || tables >= kMaxHitTables;
  const std::string path =
      segment_file_path(next_->pending_directory(), segment->id, Family::kHits);
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kHits));
  for (const RuleDigest& rule : live_) {
    if (!covers(*segment, rule)) {
      const auto number = std::lower_bound(missing_.begin(), missing_.end(), rule);
      TRAWL_RETURN_IF_ERROR(found->write(static_cast<uint32_t>(number - missing_.begin()),
                                         segment->id, rule, &writer, &done_.counts.hits));
    } else if (replaces) {
      TRAWL_RETURN_IF_ERROR(copy_hits(*segment, rule, &writer));
    }
  }
  TRAWL_ASSIGN_OR_RETURN(IncomingFile hits, writer.finish());
  if (replaces) std::erase_if(segment->files, is_of_hits);
  segment->rules = live_;
  next_->add_file(std::move(hits), &segment->files);
  std::stable_sort(segment->files.begin(), segment->files.end(),
                   [](const FileFacts& a, const FileFacts& b) { return a.family < b.family; });
  return {};
}

Status Completer::copy_hits(const SegmentFacts& segment, const RuleDigest& rule,
                            SortedFileWriter* writer) {
  RecordCursor cursor = next_->store().scan(Family::kHits, hit_prefix(segment.id, rule));
  for (; !cursor.at_end(); cursor.next()) {
    TRAWL_RETURN_IF_ERROR(writer->add(cursor.key(), cursor.value()));
  }
  return cursor.status();
}

}  // namespace

Result<HitCompletion> complete_hits(NextGeneration* next) {
  return Completer(next).run();
}

}  // namespace trawl
