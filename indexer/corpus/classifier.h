// What a file is: text or not, its language, its class. Pure functions on names and bytes, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/format/tree.h"

namespace trawl {

// Part of every tree's id: bumped whenever a rule or the table of languages changes an answer.
inline constexpr uint32_t kClassifierVersion = 1;

// kNone for text; kBinary (a NUL in the first kBinarySniff bytes) or kUtf16 (a BOM of UTF-16 or UTF-32).
SkipReason text_or_reason(std::string_view content);

// "Python", "YAML", ...; empty when unknown. By file name, then extension (case-insensitive), then the
// interpreter a first line "#!" names. Static storage.
std::string_view language_of(std::string_view path, std::string_view content);

// By the path first (vendored, generated, test, documentation, packaging directories and names), then by
// marks of generation in the content's first kilobyte, then code.
FileClass class_of(std::string_view path, std::string_view content);

}  // namespace trawl
