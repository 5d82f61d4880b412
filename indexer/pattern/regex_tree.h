// Building blocks of the syntax tree: constructors that keep trees small. Internal to
// indexer/pattern. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/pattern/regex_node.h"

namespace trawl {

// The set's members as ranges, ascending.
std::vector<std::pair<int, int>> set_ranges(const ByteSet& set);

// Each returns the simplest tree for what it names: nested lists are flattened, neighbouring bytes
// joined, a list of one is its element, single bytes side by side in an alternation are one class.
RegexNode empty_node();
RegexNode leaf_node(RegexNode::Kind kind);
RegexNode bytes_node(std::string bytes);
RegexNode class_node(const ByteSet& set);
RegexNode concat_node(std::vector<RegexNode> children);
RegexNode alternate_node(std::vector<RegexNode> children);
RegexNode repeat_node(RegexNode child, uint32_t min, uint32_t max, RegexNode::Greed greed);
// kGroup, kAtomic, kAssertion or kOpaque around `child`.
RegexNode wrapper_node(RegexNode::Kind kind, std::string bytes, RegexNode child);

// The one byte of a kBytes of length one or the set of a kClass.
std::optional<ByteSet> single_byte_set(const RegexNode& node);
// True when `node` holds a node of this kind.
bool contains_kind(const RegexNode& node, RegexNode::Kind kind);

}  // namespace trawl
