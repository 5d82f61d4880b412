// Statements about a project, and the lines that show them. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trawl {

// Lines of a file, ascending.
struct CitedLines {
  std::string path;
  std::vector<uint64_t> lines;
};
using Citations = std::vector<CitedLines>;  // ordered by path
uint64_t count_cited_lines(const Citations& citations);

struct Statement {
  std::string text;
  Citations where;
  std::optional<uint32_t> sentence = {};  // Sentence::number, if it is one of the study
};

}  // namespace trawl
