#include "indexer/build/place_builder.h"

#include <algorithm>
#include <optional>

#include "indexer/format/slot_table.h"
#include "indexer/segment/merged_cursors.h"

namespace trawl {
namespace {

constexpr uint64_t kTuplesPerRead = 4096;

// A cursor (see MergedCursors) over a part of the spill file's tuples, one buffer at a time.
class RunCursor {
 public:
  // REQUIRES: count > 0.
  static Result<RunCursor> open(SpillFile* spill, uint64_t position, uint64_t count) {
    RunCursor cursor(spill, position, count);
    TRAWL_RETURN_IF_ERROR(cursor.fill());
    return cursor;
  }

  bool at_end() const { return index_ == buffer_.size(); }
  const PlaceTuple& key() const { return buffer_[index_]; }
  Status next() { return ++index_ == buffer_.size() && left_ != 0 ? fill() : Status(); }

 private:
  RunCursor(SpillFile* spill, uint64_t position, uint64_t count)
      : spill_(spill), position_(position), left_(count) {}

  Status fill() {
    buffer_.resize(std::min(left_, kTuplesPerRead));
    TRAWL_RETURN_IF_ERROR(spill_->read(position_, buffer_.size() * sizeof(PlaceTuple),
                                       reinterpret_cast<char*>(buffer_.data())));
    position_ += buffer_.size() * sizeof(PlaceTuple);
    left_ -= buffer_.size();
    index_ = 0;
    return {};
  }

  SpillFile* spill_;
  uint64_t position_;
  uint64_t left_;  // tuples that are not in the buffer yet
  std::vector<PlaceTuple> buffer_;
  size_t index_ = 0;
};

}  // namespace

Result<PlaceBuilder> PlaceBuilder::create(const std::string& pending_directory, uint64_t memory) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(pending_directory));
  return PlaceBuilder(std::move(spill),
                      std::max<uint64_t>(memory / sizeof(PlaceTuple), kTuplesPerRead));
}

Status PlaceBuilder::add(const PlaceTuple& tuple) {
  const uint32_t entry = tuple.place.entry.value;
  if (entry >= entries_.size()) entries_.resize(entry + 1);
  ++entries_[entry].count;
  std::vector<uint32_t>& segments = entries_[entry].segments;
  if (std::find(segments.begin(), segments.end(), tuple.segment) == segments.end()) {
    segments.push_back(tuple.segment);
  }
  tuples_.push_back(tuple);
  return tuples_.size() >= limit_ ? spill_run() : Status();
}

Status PlaceBuilder::spill_run() {
  if (tuples_.empty()) return {};
  std::sort(tuples_.begin(), tuples_.end());
  Run run{0, {}, tuples_.size()};
  for (uint64_t i = 0; i < tuples_.size(); ++i) {
    if (i == 0 || tuples_[i].segment != tuples_[i - 1].segment) {
      run.begins.emplace_back(tuples_[i].segment, i);
    }
  }
  const std::string_view bytes(reinterpret_cast<const char*>(tuples_.data()),
                               tuples_.size() * sizeof(PlaceTuple));
  TRAWL_ASSIGN_OR_RETURN(run.position, spill_.append(bytes));
  runs_.push_back(std::move(run));
  tuples_.clear();
  return {};
}

// Where in the run the tuples of this document begin, or, if it has none, the tuples after it.
Result<uint64_t> PlaceBuilder::first_tuple(const Run& run, uint32_t ordinal, uint32_t document) {
  const auto segment =
      std::lower_bound(run.begins.begin(), run.begins.end(), std::pair(ordinal, uint64_t{0}));
  if (segment == run.begins.end()) return run.count;
  uint64_t begin = segment->second;
  if (segment->first != ordinal || document == 0) return begin;
  uint64_t end = std::next(segment) != run.begins.end() ? std::next(segment)->second : run.count;
  while (begin < end) {
    const uint64_t middle = begin + (end - begin) / 2;
    PlaceTuple tuple;
    TRAWL_RETURN_IF_ERROR(spill_.read(run.position + middle * sizeof tuple, sizeof tuple,
                                      reinterpret_cast<char*>(&tuple)));
    (tuple.document.value < document ? begin : end) = middle + (tuple.document.value < document);
  }
  return begin;
}

Status PlaceBuilder::write_segment(const PlacedSegment& segment, const std::vector<uint32_t>& slots,
                                   PartBuilder* parts, PlacedDocuments* written) {
  std::vector<RunCursor> cursors;
  for (const Run& run : runs_) {
    TRAWL_ASSIGN_OR_RETURN(const uint64_t begin, first_tuple(run, segment.ordinal, segment.first));
    TRAWL_ASSIGN_OR_RETURN(const uint64_t end, first_tuple(run, segment.ordinal, segment.end));
    if (begin == end) continue;
    const uint64_t position = run.position + begin * sizeof(PlaceTuple);
    TRAWL_ASSIGN_OR_RETURN(RunCursor cursor, RunCursor::open(&spill_, position, end - begin));
    cursors.push_back(std::move(cursor));
  }
  parts->begin(segment.id);
  std::optional<DocumentNumber> last;
  for (MergedCursors<RunCursor> tuples(std::move(cursors)); !tuples.at_end();) {
    const PlaceTuple tuple = tuples.key();
    if (last != tuple.document) ++written->documents;
    last = tuple.document;
    const uint32_t slot = slots[tuple.place.entry.value];
    if (slot != kDeadSlot) {
      TRAWL_RETURN_IF_ERROR(
          parts->add({tuple.document.value - segment.first}, {{slot}, tuple.place.rank}));
    }
    TRAWL_RETURN_IF_ERROR(tuples.next());
  }
  TRAWL_ASSIGN_OR_RETURN(const PartFacts part, parts->finish());
  if (part.blocks != 0) written->parts.push_back(part);
  return {};
}

Result<PlacedDocuments> PlaceBuilder::write(std::span<const PlacedSegment> segments,
                                            const std::vector<uint32_t>& slots,
                                            PartBuilder* parts) {
  TRAWL_RETURN_IF_ERROR(spill_run());
  tuples_ = {};
  PlacedDocuments written;
  for (const PlacedSegment& segment : segments) {
    TRAWL_RETURN_IF_ERROR(write_segment(segment, slots, parts, &written));
  }
  return written;
}

}  // namespace trawl
