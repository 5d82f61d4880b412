// The facts of a content that the class of a file is found by, from tables in
// data/file_classes.tsv. Pure functions, thread-safe.
#pragma once

#include <string_view>

namespace trawl {

// Whether the first kilobyte has a mark that generators write.
bool has_generated_mark(std::string_view content);

// Whether it holds one of the words that tests in Python have.
bool speaks_of_tests(std::string_view content);

}  // namespace trawl
