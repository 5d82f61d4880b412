// The examples on a page in Markdown: what to run, and what it prints.
//
// Which block is what, its fence says:
//   ```console            commands, which begin with "$ ", and the lines that each prints; "..."
//                         stands for any lines, so output after the last line that is given needs
//                         it too, and within a line for any text, such as a time
//   ```LANGUAGE FILE      a file that the commands use
//   ```LANGUAGE not run: WHY
//   ```LANGUAGE           no commands: data, which other tests read, or a picture
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl {

using Lines = std::vector<std::string>;

struct Page {
  std::string name;  // relative to the checkout
  std::string text;
};

// All pages of a checkout but those that a program writes, by name.
std::vector<Page> pages_of(const std::string& root);

// A step of a page: a command, or a file to write.
struct PageExample {
  size_t line = 0;      // on the page
  std::string command;  // empty: write the file
  Lines expected;       // of the command
  std::string file;
  std::string content;  // of the file
};

// In the order of the page.
std::vector<PageExample> page_examples(const std::string& page);

// Blocks that look like commands, are not run and have no mark that says why: "3: what is wrong".
Lines unmarked_examples(const std::string& page);

// Whether `lines` are `expected`, in which "..." stands for any lines, and within one for any text.
bool output_fits(const Lines& expected, const Lines& lines);

}  // namespace trawl
