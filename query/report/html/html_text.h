// Texts and addresses as HTML has them. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// For running text and for attributes in quotes. Control characters, bytes that are not UTF-8, and
// characters that reorder what follows them, such as U+202E, become \xNN.
std::string html_text(std::string_view text);

// The address of a page of the same folder.
std::string html_page_address(std::string_view file_name);

// What leads to a project's section from its own page.
std::string html_project_fragment(std::string_view repository);

}  // namespace trawl
