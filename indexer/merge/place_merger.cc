#include "indexer/merge/place_merger.h"

#include <algorithm>
#include <set>

#include "indexer/segment/places_writer.h"
#include "indexer/segment/segment_walk.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {
namespace {

// Writes the places of one snapshot, and counts the records that it reads.
class Rewriting {
 public:
  Rewriting(const Store& store, const SnapshotFacts& before, const SnapshotId& id,
            SortedFileWriter* writer)
      : store_(store), before_(before), id_(id), writer_(writer) {}

  Status merge(const SegmentMerge& merge) {
    PlacesWriter places(writer_, id_, merge.facts.id);
    for (const MergeSource& source : merge.sources) {
      if (!holds(before_, source.facts->id)) continue;
      const auto add = [&](DocumentNumber document, const Place& place) {
        return places.add({source.documents.number_of(document.value)}, place);
      };
      TRAWL_ASSIGN_OR_RETURN(const uint64_t records,
                             for_each_place(store_, before_, *source.facts, add));
      records_ += records;
    }
    return places.flush();
  }

  Status copy(const SegmentId& segment) {
    RecordCursor cursor = store_.scan(Family::kPlaces, places_prefix(before_.id, segment));
    for (; !cursor.at_end(); cursor.next(), ++records_) {
      const std::string key =
          std::string(id_.view()).append(cursor.key().substr(SnapshotId::kBytes));
      TRAWL_RETURN_IF_ERROR(writer_->add(key, cursor.value()));
    }
    return cursor.status();
  }

  // Whether everything that was published was read.
  Status finish() const {
    uint64_t expected = 0;
    for (const FileFacts& file : before_.places_files) expected += file.entries;
    if (records_ == expected) return {};
    return corruption("snapshot " + before_.name + ": the number of records of places is " +
                      std::to_string(records_) + ", but " + std::to_string(expected) +
                      " was published");
  }

 private:
  const Store& store_;
  const SnapshotFacts& before_;
  SnapshotId id_;
  SortedFileWriter* writer_;
  uint64_t records_ = 0;
};

}  // namespace

bool is_affected(const SnapshotFacts& snapshot, const std::vector<SegmentMerge>& merges) {
  return std::any_of(merges.begin(), merges.end(), [&](const SegmentMerge& merge) {
    return std::any_of(merge.sources.begin(), merge.sources.end(), [&](const MergeSource& source) {
      return holds(snapshot, source.facts->id);
    });
  });
}

std::vector<SegmentId> merged_segments(const SnapshotFacts& snapshot,
                                       const std::vector<SegmentMerge>& merges,
                                       const std::vector<SegmentFacts>& order) {
  std::set<SegmentId> held(snapshot.segments.begin(), snapshot.segments.end());
  for (const SegmentMerge& merge : merges) {
    for (const MergeSource& source : merge.sources) {
      if (held.erase(source.facts->id) != 0) held.insert(merge.facts.id);
    }
  }
  std::vector<SegmentId> segments;
  for (const SegmentFacts& segment : order) {
    if (held.contains(segment.id)) segments.push_back(segment.id);
  }
  return segments;
}

Result<IncomingFile> merge_places(const Store& store, const SnapshotFacts& before,
                                  const SnapshotFacts& after,
                                  const std::vector<SegmentMerge>& merges,
                                  const std::string& path) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kPlaces));
  Rewriting rewriting(store, before, after.id, &writer);
  std::vector<SegmentId> segments = after.segments;
  std::sort(segments.begin(), segments.end());  // the order of keys
  for (const SegmentId& id : segments) {
    const auto merge = std::find_if(merges.begin(), merges.end(),
                                    [&](const SegmentMerge& m) { return m.facts.id == id; });
    TRAWL_RETURN_IF_ERROR(merge != merges.end() ? rewriting.merge(*merge) : rewriting.copy(id));
  }
  TRAWL_RETURN_IF_ERROR(rewriting.finish());
  return writer.finish();
}

}  // namespace trawl
