// Follows imports regardless of scopes.
#include "indexer/python/names.h"

#include <algorithm>
#include <map>

#include "indexer/python/lexer.h"

namespace trawl {
namespace {

class NameReader {
 public:
  NameReader(std::string_view source, std::span<const std::string> roots)
      : lexer_(source), roots_(roots) {}

  std::vector<PythonName> run() {
    token_ = lexer_.next();
    while (token_.kind != PythonTokenKind::kEnd) read_token();
    std::stable_sort(names_.begin(), names_.end(),
                     [](const PythonName& a, const PythonName& b) { return a.line < b.line; });
    return std::move(names_);
  }

 private:
  void advance() {
    line_ = token_.line;
    token_ = lexer_.next();
  }

  bool accept(std::string_view text) {
    if (token_.text != text) return false;
    advance();
    return true;
  }

  std::string dotted() {
    std::string name;
    while (token_.kind == PythonTokenKind::kName) {
      name += token_.text;
      advance();
      if (!accept(".")) break;
      name += '.';
    }
    return name;
  }

  void add(NameKind kind, const std::string& name) {
    const std::string root = name.substr(0, name.find('.'));
    if (std::find(roots_.begin(), roots_.end(), root) == roots_.end()) return;
    names_.push_back({line_, kind, name});
  }

  void read_token() {
    if (accept("import")) {
      do {
        const std::string name = dotted();
        add(NameKind::kImport, name);
        const std::string root = name.substr(0, name.find('.'));
        if (accept("as")) {
          bound_[dotted()] = name;
        } else {
          bound_[root] = root;
        }
      } while (accept(","));
    } else if (accept("from")) {
      const std::string from = dotted();
      if (!accept("import")) return;
      accept("(");
      if (accept("*")) return add(NameKind::kImport, from);
      do {
        const std::string name = dotted();
        if (name.empty()) break;
        add(NameKind::kImport, from + "." + name);
        bound_[accept("as") ? dotted() : name] = from + "." + name;
      } while (accept(","));
    } else if (accept(".")) {
      dotted();
    } else if (token_.kind == PythonTokenKind::kName) {
      std::string name = dotted();
      const size_t end = std::min(name.find('.'), name.size());
      const auto found = bound_.find(name.substr(0, end));
      if (found == bound_.end()) return;
      add(token_.text == "(" ? NameKind::kCall : NameKind::kUse, found->second + name.substr(end));
    } else {
      advance();
    }
  }

  PythonLexer lexer_;
  std::span<const std::string> roots_;
  PythonToken token_;
  uint32_t line_ = 0;  // of the token before token_
  std::map<std::string, std::string> bound_;
  std::vector<PythonName> names_;
};

}  // namespace

std::vector<PythonName> python_names(std::string_view source, std::span<const std::string> roots) {
  return NameReader(source, roots).run();
}

}  // namespace trawl
