#include "indexer/python/import_statement.h"

#include <algorithm>

namespace trawl {
namespace {

// A name with its attributes; empty if there is none. `line` becomes that of its last part.
std::string read_dotted(PythonTokens& tokens, uint32_t& line) {
  if (!tokens.is_name()) return {};
  std::string name(tokens.token().text.substr(0, kLongestName));
  tokens.advance();
  name += tokens.read_attributes();
  line = tokens.before().line;
  return name;
}

// The name after "as", or another one if there is no "as".
std::string_view read_bound(PythonTokens& tokens, std::string_view otherwise) {
  if (!tokens.accept("as") || !tokens.is_name()) return otherwise;
  const std::string_view bound = tokens.token().text;
  tokens.advance();
  return bound;
}

std::vector<PythonImport> read_modules(PythonTokens& tokens) {
  std::vector<PythonImport> imports;
  do {
    if (!tokens.is_name()) break;
    const std::string_view first = tokens.token().text;
    PythonImport import;
    import.name = read_dotted(tokens, import.line);
    import.means_first_part = !tokens.is("as");
    import.bound = read_bound(tokens, first);
    imports.push_back(std::move(import));
  } while (tokens.accept(","));
  return imports;
}

std::vector<PythonImport> read_from(PythonTokens& tokens) {
  bool is_relative = false;
  while (tokens.is(".") || tokens.is("...")) {
    tokens.advance();
    is_relative = true;
  }
  uint32_t line = 0;
  const std::string module = tokens.is("import") ? "" : read_dotted(tokens, line);
  if (!tokens.accept("import")) return {};
  const std::string prefix = is_relative || module.empty() ? "" : module + ".";
  if (tokens.is("*")) {
    tokens.advance();
    return {{is_relative ? "" : module, {}, false, tokens.before().line}};
  }
  std::vector<PythonImport> imports;
  tokens.accept("(");
  do {
    if (!tokens.is_name()) break;
    PythonImport import;
    const std::string_view name = tokens.token().text;
    import.line = tokens.token().line;
    tokens.advance();
    if (!prefix.empty()) import.name = prefix + std::string(name.substr(0, kLongestName));
    import.bound = read_bound(tokens, name);
    imports.push_back(std::move(import));
  } while (tokens.accept(","));
  tokens.accept(")");
  return imports;
}

bool is_name_or_dot(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

}  // namespace

std::vector<PythonImport> read_import(PythonTokens& tokens) {
  if (tokens.accept("import")) return read_modules(tokens);
  tokens.advance();
  return read_from(tokens);
}

bool is_import_function(std::string_view name) {
  return name == "import_module" || name == "try_import" || name == "__import__";
}

std::optional<PythonImport> called_import(std::string_view function, const PythonToken& argument) {
  if (argument.kind != PythonTokenKind::kString) return std::nullopt;
  const std::string_view text = argument.text;
  const size_t quote = text.find_first_of("\"'");
  if (text.size() < quote + 3 || text.size() - quote - 2 > kLongestName) return std::nullopt;
  const std::string_view name = text.substr(quote + 1, text.size() - quote - 2);
  if (name.front() == '.' || !std::all_of(name.begin(), name.end(), is_name_or_dot)) {
    return std::nullopt;
  }
  return PythonImport{std::string(name), {}, function == "__import__", argument.line};
}

std::string_view first_part(std::string_view name) {
  return name.substr(0, name.find('.'));
}

}  // namespace trawl
