// How far one word is from another, to guess what somebody meant to type.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace trawl {

// How many bytes to insert, remove or replace, or neighbours to swap, to make one of the other. No
// part is changed twice: the optimal string alignment distance.
size_t edit_distance(std::string_view one, std::string_view other);

// The word that is nearest to `typed`, the first of several; empty if none is near enough for a
// slip: one edit, or two where `typed` is longer than four bytes.
std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> words);

}  // namespace trawl
