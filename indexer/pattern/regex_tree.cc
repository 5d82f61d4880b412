#include "indexer/pattern/regex_tree.h"

#include <algorithm>

namespace trawl {

using Kind = RegexNode::Kind;

std::vector<std::pair<int, int>> set_ranges(const ByteSet& set) {
  std::vector<std::pair<int, int>> ranges;
  for (int byte = 0; byte < 256; ++byte) {
    if (!set[static_cast<size_t>(byte)]) continue;
    if (!ranges.empty() && ranges.back().second == byte - 1) {
      ranges.back().second = byte;
    } else {
      ranges.emplace_back(byte, byte);
    }
  }
  return ranges;
}

RegexNode empty_node() {
  return {};
}

RegexNode leaf_node(Kind kind) {
  RegexNode node;
  node.kind = kind;
  return node;
}

RegexNode bytes_node(std::string bytes) {
  RegexNode node;
  if (bytes.empty()) return node;
  node.kind = Kind::kBytes;
  node.bytes = std::move(bytes);
  return node;
}

RegexNode class_node(const ByteSet& set) {
  if (set.none()) return leaf_node(Kind::kNothing);
  if (set.count() == 1) return bytes_node(std::string(1, static_cast<char>(set._Find_first())));
  RegexNode node = leaf_node(Kind::kClass);
  node.set = set;
  return node;
}

RegexNode concat_node(std::vector<RegexNode> children) {
  std::vector<RegexNode> flat;
  const auto append = [&flat](RegexNode child) {
    if (child.kind == Kind::kEmpty) return;
    if (child.kind == Kind::kBytes && !flat.empty() && flat.back().kind == Kind::kBytes) {
      flat.back().bytes += child.bytes;
    } else {
      flat.push_back(std::move(child));
    }
  };
  for (RegexNode& child : children) {
    if (child.kind == Kind::kConcat) {
      for (RegexNode& grandchild : child.children) append(std::move(grandchild));
    } else {
      append(std::move(child));
    }
  }
  if (flat.empty()) return empty_node();
  if (flat.size() == 1) return std::move(flat.front());
  RegexNode node = leaf_node(Kind::kConcat);
  node.children = std::move(flat);
  return node;
}

RegexNode alternate_node(std::vector<RegexNode> children) {
  std::vector<RegexNode> flat;
  const auto append = [&flat](RegexNode child) {
    const std::optional<ByteSet> set = single_byte_set(child);
    const std::optional<ByteSet> previous =
        flat.empty() ? std::nullopt : single_byte_set(flat.back());
    if (set && previous) {
      flat.back() = class_node(*set | *previous);
    } else {
      flat.push_back(std::move(child));
    }
  };
  for (RegexNode& child : children) {
    if (child.kind == Kind::kAlternate) {
      for (RegexNode& grandchild : child.children) append(std::move(grandchild));
    } else {
      append(std::move(child));
    }
  }
  if (flat.size() == 1) return std::move(flat.front());
  RegexNode node = leaf_node(Kind::kAlternate);
  node.children = std::move(flat);
  return node;
}

RegexNode repeat_node(RegexNode child, uint32_t min, uint32_t max, RegexNode::Greed greed) {
  if (child.kind == Kind::kEmpty) return child;
  if (min == 1 && max == 1) {
    if (greed != RegexNode::Greed::kPossessive) return child;
    return wrapper_node(Kind::kAtomic, "", std::move(child));
  }
  // {0} keeps its captures: they have numbers, and a subroutine call may name them.
  if (max == 0 && !contains_kind(child, Kind::kGroup)) return empty_node();
  RegexNode node = leaf_node(Kind::kRepeat);
  node.greed = greed;
  node.min = min;
  node.max = max;
  node.children.push_back(std::move(child));
  return node;
}

RegexNode wrapper_node(Kind kind, std::string bytes, RegexNode child) {
  RegexNode node = leaf_node(kind);
  node.bytes = std::move(bytes);
  node.children.push_back(std::move(child));
  return node;
}

std::optional<ByteSet> single_byte_set(const RegexNode& node) {
  if (node.kind == Kind::kClass) return node.set;
  if (node.kind != Kind::kBytes || node.bytes.size() != 1) return std::nullopt;
  ByteSet set;
  set.set(static_cast<uint8_t>(node.bytes[0]));
  return set;
}

bool contains_kind(const RegexNode& node, Kind kind) {
  return node.kind == kind ||
         std::any_of(node.children.begin(), node.children.end(),
                     [kind](const RegexNode& child) { return contains_kind(child, kind); });
}

}  // namespace trawl
