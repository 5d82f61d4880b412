#include "indexer/format/layer.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace trawl {
namespace {

SegmentId segment(uint8_t byte) {
  SegmentId id;
  id.bytes.fill(byte);
  return id;
}

std::string id_of(const SegmentId& segment,
                  const std::vector<std::pair<uint32_t, std::string>>& blocks) {
  PartHasher hasher(segment);
  for (const auto& [number, encoded] : blocks) hasher.add_block(number, encoded);
  return hasher.finish().hex();
}

TEST(PartHasher, CoversTheSegmentAndTheBlocksWithTheirNumbers) {
  EXPECT_EQ(id_of(segment(1), {{0, "ab"}}), id_of(segment(1), {{0, "ab"}}));
  const std::set<std::string> ids = {
      id_of(segment(1), {}),
      id_of(segment(2), {}),
      id_of(segment(1), {{0, "ab"}}),
      id_of(segment(2), {{0, "ab"}}),
      id_of(segment(1), {{1, "ab"}}),
      id_of(segment(1), {{0, "a"}, {1, "b"}}),
      id_of(segment(1), {{0, "a"}, {2, "b"}}),
      id_of(segment(1), {{0, std::string("a\1\1b")}}),
  };
  EXPECT_EQ(ids.size(), 8u);
}

TEST(FindPart, GivesThePartOfASegment) {
  LayerFacts layer;
  layer.parts = {{segment(1), {}, 1, 2}, {segment(3), {}, 4, 5}};
  EXPECT_EQ(find_part(layer, segment(3)), &layer.parts[1]);
  EXPECT_EQ(find_part(layer, segment(2)), nullptr);
}

}  // namespace
}  // namespace trawl
