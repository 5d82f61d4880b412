// Building blocks of the syntax tree: byte sets and constructors that keep trees small. Internal to
// indexer/pattern. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/pattern/regex_node.h"

namespace trawl {

ByteSet byte_range(uint8_t first, uint8_t last);
ByteSet digit_set();
ByteSet word_set();                // [0-9A-Za-z_]
ByteSet space_set();               // space \t \n \v \f \r
ByteSet horizontal_space_set();    // space \t
ByteSet vertical_space_set();      // \n \v \f \r
ByteSet every_byte_but_newline();  // what '.' matches
// The set with the other case of each ASCII letter in it.
ByteSet fold_set(ByteSet set);
// The set of a POSIX class name ("alpha"), if there is one.
std::optional<ByteSet> posix_set(std::string_view name);
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
