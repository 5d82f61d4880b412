// The examples on a Markdown page: what to run, and what it prints.
//
// The fence of a block says what the block is:
//   ```console            commands, which start with "$ ", and the lines that each prints: none
//                         when none are given. "..." stands for any lines, so output after the
//                         last given line needs it too, and within a line for any text, such as
//                         a time. Each command exits with 0
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

// All pages of a checkout, by name, except those that a program writes.
std::vector<Page> pages_of(const std::string& root);

// A step of a page: a command, or a file to write.
struct PageExample {
  size_t line = 0;      // line number on the page
  std::string command;  // empty: write the file instead
  Lines expected;       // output of the command
  std::string file;
  std::string content;  // content of the file
};

// The examples in the order of the page.
std::vector<PageExample> page_examples(const std::string& page);

// Blocks that look like commands but are neither run nor marked with a reason: "3: what is wrong".
Lines unmarked_examples(const std::string& page);

// Whether `lines` equal `expected`, in which "..." stands for any lines, or within a line for any
// text.
bool output_fits(const Lines& expected, const Lines& lines);

}  // namespace trawl
