#include "indexer/store/segment_records.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "indexer/format/keys.h"

namespace trawl {

Status wrong_segment(const SegmentFacts& segment, const std::string& what) {
  return corruption(fmt::format("segment {}: {}", segment.id.hex(), what));
}

Result<std::vector<ChunkGroup>> read_groups(const Store& store, const SegmentFacts& segment) {
  if (segment.groups == 0) return std::vector<ChunkGroup>();
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                         store.get(Family::kChunks, group_table_key(segment.id)));
  if (!value) return wrong_segment(segment, "its group table is missing");
  TRAWL_ASSIGN_OR_RETURN(std::vector<ChunkGroup> groups, decode_group_table(*value));
  const bool is_whole = groups.size() == segment.groups &&
                        (groups.back().first.value < segment.chunks &&
                         groups.back().count <= segment.chunks - groups.back().first.value);
  if (!is_whole) return wrong_segment(segment, "its groups are not the manifest's");
  return groups;
}

Result<std::string> read_dictionary(const Store& store, const DictionaryId& id) {
  TRAWL_ASSIGN_OR_RETURN(std::optional<std::string> bytes,
                         store.get(Family::kMeta, dictionary_key(id)));
  if (bytes) return *std::move(bytes);
  return corruption("dictionary " + id.hex() + " is missing from the index");
}

}  // namespace trawl
