// How far one word is from another, to guess what somebody meant to type.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace trawl {

// The number of edits that turn one word into the other: bytes inserted, removed or replaced, or
// neighbours swapped. No part is edited twice (the optimal string alignment distance).
size_t edit_distance(std::string_view one, std::string_view other);

// The word that is nearest to `typed`, the first of several; empty if none is near enough for a
// slip: one edit, or two where `typed` is longer than seven bytes.
std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> words);

}  // namespace trawl
