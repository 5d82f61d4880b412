// Texts and addresses for HTML. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// For running text and quoted attributes. Control characters, bytes that are not UTF-8, and
// characters that reorder the text after them, such as U+202E, become \xNN.
std::string html_text(std::string_view text);

// The address of a page in the same folder.
std::string html_page_address(std::string_view file_name);

// The address of a project's section within its own page.
std::string html_project_fragment(std::string_view repository);

}  // namespace trawl
