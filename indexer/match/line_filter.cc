// The filter is the tree without the demands that are not about bytes in order: assertions become
// empty, what the tree does not model becomes "anything within the line", large bounded repeats
// become unbounded ones, and classes lose '\n', which no line holds. Each step only adds matches.
// Whatever bytes a match takes in a line, the filter can take the same bytes there, so it reports
// an end in that line.
#include "indexer/match/line_filter.h"

#include <fmt/format.h>

#include <algorithm>

namespace trawl {
namespace {

using Kind = RegexNode::Kind;

// A bounded repeat that spells out more bytes than this is relaxed: names and gaps stay as they
// are, and compiling takes less than 3 ms (x.{0,16}y).
constexpr uint64_t kMaxFilterRepeat = 16;
constexpr uint64_t kSaturated = uint64_t{1} << 40;
constexpr char kAnyInLine[] = "[^\\x0a]*";
constexpr char kNeverInLine[] = "\\x0a";

uint64_t saturate(uint64_t value) {
  return std::min(value, kSaturated);
}

bool is_zero_width(Kind kind) {
  return kind == Kind::kEmpty || kind == Kind::kLineStart || kind == Kind::kLineEnd ||
         kind == Kind::kWordBoundary || kind == Kind::kNotWordBoundary || kind == Kind::kAssertion;
}

// The number of positions of an automaton for `node`; those inside bounded repeats are added to
// `*repeated`, which may be null.
uint64_t positions(const RegexNode& node, uint64_t* repeated) {
  if (node.kind == Kind::kBytes) return node.bytes.size();
  if (node.kind == Kind::kClass) return 1;
  if (node.kind == Kind::kRepeat) {
    const uint64_t times = node.max == RegexNode::kUnbounded ? node.min : node.max;
    // `x?`, `x*` and `x+` are spelled out once.
    if (times <= 1) return positions(node.children[0], repeated);
    const uint64_t total = saturate(positions(node.children[0], nullptr) * times);
    if (repeated != nullptr) *repeated = saturate(*repeated + total);
    return total;
  }
  uint64_t total = 0;
  for (const RegexNode& child : node.children) total = saturate(total + positions(child, repeated));
  return total;
}

// The fewest bytes a match of the filter has.
uint64_t min_bytes(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kBytes:
      return node.bytes.size();
    case Kind::kClass:
    case Kind::kNothing:
      return 1;
    case Kind::kRepeat:
      return saturate(min_bytes(node.children[0]) * node.min);
    case Kind::kAlternate: {
      uint64_t least = kSaturated;
      for (const RegexNode& child : node.children) least = std::min(least, min_bytes(child));
      return node.children.empty() ? 0 : least;
    }
    case Kind::kConcat:
    case Kind::kGroup:
    case Kind::kAtomic: {
      uint64_t total = 0;
      for (const RegexNode& child : node.children) total = saturate(total + min_bytes(child));
      return total;
    }
    default:
      return 0;
  }
}

std::string class_expression(const ByteSet& set) {
  std::string ranges;
  for (size_t first = 0; first < set.size(); ++first) {
    if (!set[first] || first == '\n') continue;
    size_t last = first;
    while (last + 1 < set.size() && set[last + 1] && last + 1 != '\n') ++last;
    ranges += first == last ? fmt::format("\\x{:02x}", first)
                            : fmt::format("\\x{:02x}-\\x{:02x}", first, last);
    first = last;
  }
  return ranges.empty() ? kNeverInLine : "[" + ranges + "]";
}

std::string expression(const RegexNode& node);

std::string repeat_expression(const RegexNode& node) {
  const std::string child = expression(node.children[0]);
  if (child.empty() || node.max == 0) return "";
  const bool relaxed = positions(node, nullptr) > kMaxFilterRepeat;
  std::string bounds;
  if (relaxed || node.max == RegexNode::kUnbounded) {
    const uint32_t min = relaxed ? std::min(node.min, uint32_t{1}) : node.min;
    bounds = fmt::format("{{{},}}", min);
  } else {
    bounds = fmt::format("{{{},{}}}", node.min, node.max);
  }
  return "(?:" + child + ")" + bounds;
}

std::string expression(const RegexNode& node) {
  std::string text;
  switch (node.kind) {
    case Kind::kBytes:
      for (const char byte : node.bytes) {
        text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
      }
      return text;
    case Kind::kClass:
      return class_expression(node.set);
    case Kind::kNothing:
      return kNeverInLine;
    case Kind::kOpaque:
      return kAnyInLine;
    case Kind::kRepeat:
      return repeat_expression(node);
    case Kind::kAlternate:
      for (const RegexNode& child : node.children) {
        text += (text.empty() ? "(?:" : "|") + expression(child);
      }
      return text.empty() ? text : text + ")";
    case Kind::kConcat:
    case Kind::kGroup:
    case Kind::kAtomic:
      for (const RegexNode& child : node.children) text += expression(child);
      return text;
    default:  // zero-width
      return text;
  }
}

}  // namespace

uint64_t repeated_positions(const RegexNode& root) {
  uint64_t repeated = 0;
  positions(root, &repeated);
  return repeated;
}

std::string line_filter(const RegexNode& root) {
  if (min_bytes(root) == 0) return "";
  if (root.kind != Kind::kConcat) return expression(root);
  // At the ends of the pattern, "anything within the line" does not change which lines match, but
  // it costs Hyperscan its literal search.
  RegexNode inner = root;
  const auto is_free = [](const RegexNode& node) {
    return node.kind == Kind::kOpaque || is_zero_width(node.kind);
  };
  while (!inner.children.empty() && is_free(inner.children.back())) inner.children.pop_back();
  const auto first = std::find_if_not(inner.children.begin(), inner.children.end(), is_free);
  inner.children.erase(inner.children.begin(), first);
  return expression(inner);
}

}  // namespace trawl
