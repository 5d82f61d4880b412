#include "tests/query/commands/page_examples.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "indexer/base/file.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFence = "```";
constexpr std::string_view kCommand = "$ ";
constexpr std::string_view kNotRun = "not run: ";

struct Block {
  size_t line = 0;  // of its fence, or the first line of an indented block
  bool indented = false;
  std::string language;
  std::string rest;  // text after the language
  Lines lines;
};

Block fenced_block(size_t line, const std::string& info) {
  const size_t blank = info.find(' ');
  return {line,
          false,
          info.substr(0, blank),
          blank == std::string::npos ? "" : info.substr(blank + 1),
          {}};
}

// Fenced blocks, and code blocks indented by four blanks.
std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::optional<Block> open;
  bool after_blank = true;
  size_t number = 0;
  for (const std::string& line : split_lines(page)) {
    ++number;
    const bool fence = line.starts_with(kFence);
    if (open && !open->indented && !fence) {
      open->lines.push_back(line);
    } else if (open && !open->indented) {
      blocks.push_back(std::move(*open));
      open.reset();
    } else if (!fence && line.starts_with("    ") && (open || after_blank)) {
      if (!open) open = Block{number, true, "", "", {}};
      open->lines.push_back(line.substr(4));
    } else {
      if (open) blocks.push_back(std::move(*open));
      open.reset();
      if (fence) open = fenced_block(number, line.substr(kFence.size()));
    }
    after_blank = line.empty();
  }
  if (open) blocks.push_back(std::move(*open));
  return blocks;
}

bool looks_like_command(const std::string& line) {
  constexpr std::array<std::string_view, 6> kBegins = {"$ ",       "trawl ", "trawl-index ",
                                                       "scripts/", "bench/", "build/"};
  for (const std::string_view begin : kBegins) {
    if (line.starts_with(begin)) return true;
  }
  return false;
}

bool holds_commands(const Block& block) {
  if (block.language == "sh" || block.language == "bash" || block.language == "shell") return true;
  for (const std::string& line : block.lines) {
    if (looks_like_command(line)) return true;
  }
  return false;
}

void add_commands(const Block& block, std::vector<PageExample>* examples) {
  size_t number = block.line;
  const size_t before = examples->size();
  for (const std::string& line : block.lines) {
    ++number;
    if (line.starts_with(kCommand)) {
      examples->push_back({number, line.substr(kCommand.size()), {}, "", ""});
    } else if (examples->size() > before) {
      examples->back().expected.push_back(line);
    }
  }
}

// Whether `line` equals `expected`, in which "..." stands for any text.
bool line_fits(std::string_view expected, std::string_view line) {
  const size_t dots = expected.find("...");
  const std::string_view head = expected.substr(0, dots);
  if (!line.starts_with(head)) return false;
  line.remove_prefix(head.size());
  if (dots == std::string_view::npos) return line.empty();
  for (const std::string_view rest = expected.substr(dots + 3);; line.remove_prefix(1)) {
    if (line_fits(rest, line)) return true;
    if (line.empty()) return false;
  }
}

}  // namespace

std::vector<Page> pages_of(const std::string& root) {
  std::vector<Page> pages;
  const auto add = [&](const fs::path& file) {
    if (file.extension() != ".md") return;
    pages.push_back({fs::relative(file, root), read_file(file).value()});
  };
  for (const auto& entry : fs::directory_iterator(root)) {
    if (!entry.is_directory()) add(entry.path());
  }
  for (const char* folder : {".github", "bench", "data", "indexer", "query", "scripts", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root + "/" + folder)) {
      if (entry.path().parent_path().filename() != "results") add(entry.path());
    }
  }
  std::ranges::sort(pages, {}, &Page::name);
  return pages;
}

std::vector<PageExample> page_examples(const std::string& page) {
  std::vector<PageExample> examples;
  for (const Block& block : blocks_of(page)) {
    if (block.rest.starts_with(kNotRun)) continue;
    if (block.language == "console") {
      add_commands(block, &examples);
    } else if (!block.rest.empty() && block.rest.find_first_of(" =") == std::string::npos) {
      std::string content;
      for (const std::string& line : block.lines) content += line + "\n";
      examples.push_back({block.line, "", {}, block.rest, std::move(content)});
    }
  }
  return examples;
}

Lines unmarked_examples(const std::string& page) {
  Lines found;
  for (const Block& block : blocks_of(page)) {
    const bool marked = block.rest.starts_with(kNotRun) && block.rest.size() > kNotRun.size();
    if (marked || (block.language == "console" && block.rest.empty())) continue;
    if (holds_commands(block)) {
      found.push_back(std::to_string(block.line) + ": commands that are neither run nor marked");
    }
  }
  return found;
}

bool output_fits(const Lines& expected, const Lines& lines) {
  size_t at = 0;
  bool skips = false;
  for (const std::string& line : expected) {
    if (line == "...") {
      skips = true;
      continue;
    }
    while (skips && at < lines.size() && !line_fits(line, lines[at])) ++at;
    if (at == lines.size() || !line_fits(line, lines[at])) return false;
    ++at;
    skips = false;
  }
  return skips || at == lines.size();
}

}  // namespace trawl
