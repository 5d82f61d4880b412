#include "indexer/study/local_names.h"

#include <algorithm>
#include <span>
#include <vector>

#include "indexer/python/lexer.h"

namespace trawl {
namespace {

using Tokens = std::span<const PythonToken>;  // of a logical line

bool begins_function(Tokens line) {
  return line[0].is("def") || (line.size() > 1 && line[0].is("async") && line[1].is("def"));
}

// Names that a line binds: all names of a header of a function but its own, and those before "=",
// between `for` and `in`, and after `as`, `import`, `def` and `class`. Some others are taken for
// such names: then a use is not seen.
void add_bound(Tokens line, std::set<std::string_view>* names) {
  size_t depth = 0;
  size_t last_target = 0;  // after the last "=" outside of brackets
  bool is_target = line[0].is("import") || line[0].is("from");
  for (size_t i = 0; i < line.size(); ++i) {
    const PythonToken& token = line[i];
    depth = depth_after(depth, token);
    if (depth == 0 && token.is("=")) last_target = i;
    if (token.is("for")) is_target = true;
    if (token.is("in")) is_target = false;
    const std::string_view before = i > 0 ? line[i - 1].text : std::string_view();
    const bool is_walrus = i + 1 < line.size() && line[i + 1].is(":=");
    const bool is_named = before == "as" || before == "def" || before == "class";
    if (token.is_name() && (is_target || is_named || is_walrus)) names->insert(token.text);
  }
  for (size_t i = 0; i < last_target; ++i) {
    if (line[i].is_name() && (i == 0 || !line[i - 1].is("."))) names->insert(line[i].text);
  }
}

void add_line(Tokens line, bool is_first, std::set<std::string_view>* names) {
  while (!line.empty() && begins_function(line)) {
    size_t i = 1;
    for (; i < line.size(); ++i) {
      const bool is_own = line[i - 1].is("def") && is_first;
      if (line[i].is_name() && !is_own) names->insert(line[i].text);
      if (line[i].is(":") && line[i - 1].is(")")) break;
    }
    line = line.subspan(std::min(i + 1, line.size()));
    is_first = false;
  }
  if (!line.empty()) add_bound(line, names);
}

std::set<std::string_view> bound_in(const PythonFunction& function, std::string_view source) {
  std::set<std::string_view> names;
  PythonLexer lexer(source.substr(function.begin), function.first_line);
  std::vector<PythonToken> line;
  bool is_first = true;
  while (lexer.next_line(&line)) {
    if (!line.empty() && line.front().line > function.last_line) break;
    add_line(line, is_first, &names);
    is_first = false;
  }
  return names;
}

}  // namespace

bool LocalNames::has(const PythonFunction* function, std::string_view name,
                     std::string_view source) {
  if (function == nullptr) return false;
  auto at = by_function_.find(function->first_line);
  if (at == by_function_.end()) {
    at = by_function_.emplace(function->first_line, bound_in(*function, source)).first;
  }
  return at->second.contains(name);
}

}  // namespace trawl
