// Reads the fields of a catalogue's rule that say what its lines must have and must not match.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"
#include "indexer/rules/rule.h"

namespace trawl {

// An expression and where it is in the file. The lines of patterns are in the order of
// Rule::patterns.
struct ExpressionFields {
  RuleExpression expression;
  std::vector<uint32_t> all_lines, none_lines;
  uint32_t name_line = 0;  // of the first field with names; 0 if there is none
};

// Refuses the fields of Semgrep in which patterns know the syntax of a language.
Status refuse_syntax(const YamlFile& file, const YamlNode& mapping);

// Parses patterns and names, so that errors in them are told with their lines.
Result<ExpressionFields> expression_fields(const YamlFile& file, const YamlNode& rule);

}  // namespace trawl
