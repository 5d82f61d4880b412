// Sets of bytes, and the named ones that patterns and globs share. All are ASCII, whatever the
// locale: a file must not match on one machine and be left out on another. Pure functions,
// thread-safe.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace trawl {

using ByteSet = std::bitset<256>;

ByteSet byte_range(uint8_t first, uint8_t last);
ByteSet digit_set();
ByteSet word_set();                // [0-9A-Za-z_]
ByteSet space_set();               // space \t \n \v \f \r
ByteSet horizontal_space_set();    // space \t
ByteSet vertical_space_set();      // \n \v \f \r
ByteSet every_byte_but_newline();  // what '.' matches
// The set, with the other case of each of its ASCII letters added.
ByteSet fold_set(ByteSet set);
// The set of one of the twelve class names of POSIX ("alpha"); nullopt for any other name.
std::optional<ByteSet> posix_set(std::string_view name);

}  // namespace trawl
