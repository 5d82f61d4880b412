#include "indexer/build/live_index.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/store/segment_records.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {

Result<LiveIndex> LiveIndex::open(const IndexWriter& writer, const std::string& snapshot,
                                  std::span<const Rule> rules) {
  LiveIndex live(&writer, snapshot);
  for (const SegmentFacts& segment : live.segments()) {
    live.reusable_.push_back(std::all_of(rules.begin(), rules.end(), [&](const Rule& rule) {
      return covers(segment, rule.digest);
    }));
  }
  const std::optional<DictionaryId>& dictionary = live.manifest().dictionary;
  if (!dictionary) return live;
  TRAWL_ASSIGN_OR_RETURN(std::string bytes, read_dictionary(live.store(), *dictionary));
  live.dictionary_ = std::make_shared<const Dictionary>(std::move(bytes));
  return live;
}

const SnapshotFacts* LiveIndex::previous() const {
  return find_snapshot(manifest(), snapshot_);
}

// If each day's snapshot has a new name, the last one built has the earlier revision.
std::vector<const SnapshotFacts*> LiveIndex::earlier() const {
  const std::vector<SnapshotFacts>& all = manifest().snapshots;
  const auto last = std::max_element(
      all.begin(), all.end(),
      [](const SnapshotFacts& a, const SnapshotFacts& b) { return a.published < b.published; });
  std::vector<const SnapshotFacts*> earlier;
  if (previous() != nullptr) earlier.push_back(previous());
  if (last != all.end() && &*last != previous()) earlier.push_back(&*last);
  return earlier;
}

}  // namespace trawl
