#include "query/filter/giant_lines.h"

#include <algorithm>
#include <functional>

namespace trawl {
namespace {

// For each candidate group and each of its chunks: whether the chunk and its right neighbour
// together pass.
using Windows = std::vector<std::vector<bool>>;

class WindowReader {
 public:
  WindowReader(std::vector<ChunkGroup> groups, const OpenList& open)
      : groups_(std::move(groups)), open_(open) {}

  const std::vector<ChunkGroup>& groups() const { return groups_; }

  Result<Windows> read(const PlanNode& node) const {
    if (node.kind == PlanNode::Kind::kList) return read_list(node.gram);
    TRAWL_ASSIGN_OR_RETURN(Windows windows, read(node.children.front()));
    for (size_t i = 1; i < node.children.size(); ++i) {
      TRAWL_ASSIGN_OR_RETURN(const Windows other, read(node.children[i]));
      for (size_t group = 0; group < windows.size(); ++group) {
        std::vector<bool>& mine = windows[group];
        for (size_t chunk = 0; chunk < mine.size(); ++chunk) {
          mine[chunk] = node.kind == PlanNode::Kind::kAnd ? mine[chunk] && other[group][chunk]
                                                          : mine[chunk] || other[group][chunk];
        }
      }
    }
    return windows;
  }

 private:
  Result<Windows> read_list(Gram gram) const {
    TRAWL_ASSIGN_OR_RETURN(PostingCursor cursor, open_(gram));
    Windows windows;
    for (const ChunkGroup& group : groups_) {
      std::vector<bool>& window = windows.emplace_back(group.count, false);
      if (!cursor.at_end() && cursor.chunk() < group.first) cursor.next_geq(group.first);
      for (; !cursor.at_end() && cursor.chunk().value < group.first.value + group.count;
           cursor.next()) {
        const uint32_t chunk = cursor.chunk().value - group.first.value;
        window[chunk] = true;
        if (chunk > 0) window[chunk - 1] = true;
      }
    }
    TRAWL_RETURN_IF_ERROR(cursor.status());
    return windows;
  }

  std::vector<ChunkGroup> groups_;
  const OpenList& open_;
};

// The groups among the units.
std::vector<ChunkGroup> groups_among(std::span<const ChunkGroup> groups,
                                     const std::vector<ChunkNumber>& units) {
  std::vector<ChunkGroup> among;
  for (const ChunkGroup& group : groups) {
    if (std::binary_search(units.begin(), units.end(), group.first)) among.push_back(group);
  }
  return among;
}

}  // namespace

Status narrow_giant_lines(const QueryPlan& plan, std::span<const ChunkGroup> groups,
                          const OpenList& open, std::vector<ChunkNumber>* units,
                          std::vector<ChunkNumber>* excluded) {
  if (plan.kind != QueryPlan::Kind::kLists) return {};
  const WindowReader reader(groups_among(groups, *units), open);
  if (reader.groups().empty()) return {};
  TRAWL_ASSIGN_OR_RETURN(const Windows windows, reader.read(plan.root));
  std::vector<ChunkNumber> dropped;
  for (size_t i = 0; i < windows.size(); ++i) {
    const ChunkNumber first = reader.groups()[i].first;
    const std::vector<bool>& window = windows[i];
    if (std::find(window.begin(), window.end(), true) == window.end()) {
      dropped.push_back(first);
      continue;
    }
    for (uint32_t chunk = 0; chunk < window.size(); ++chunk) {
      if (!window[chunk]) excluded->push_back({first.value + chunk});
    }
  }
  std::erase_if(*units, [&](ChunkNumber unit) {
    return std::binary_search(dropped.begin(), dropped.end(), unit);
  });
  return {};
}

}  // namespace trawl
