#include "indexer/python/import_scan.h"

#include <algorithm>
#include <utility>

#include "indexer/python/tokens.h"

namespace trawl {
namespace {

// Whether "a.b" stands before a dot of the name, or is all of it.
bool begins_with_parts(std::string_view name, std::string_view parts) {
  return name.starts_with(parts) && (name.size() == parts.size() || name[parts.size()] == '.');
}

class ImportScanner {
 public:
  ImportScanner(std::string_view source, std::span<const std::string> roots)
      : tokens_(source), scan_{roots, {}, {}, {}} {}

  ImportScan run() {
    while (!tokens_.is_at_end()) {
      if (begins_statement_ && (tokens_.is("import") || tokens_.is("from"))) {
        begins_statement_ = false;
        for (const PythonImport& each : read_import(tokens_)) add(each);
      } else if (tokens_.is_name()) {
        read_name();
      } else {
        read_other();
      }
    }
    return std::move(scan_);
  }

 private:
  void follow(std::string_view name) {
    scan_.followed.emplace(name, static_cast<uint32_t>(scan_.followed.size()));
  }

  void follow_targets() {
    for (const std::string_view each : targets_) follow(each);
    targets_.clear();
  }

  void add(const PythonImport& import) {
    if (!scan_.is_wanted(import.name)) return;
    scan_.imports.push_back(import);
    if (!import.bound.empty()) follow(import.bound);
  }

  // More names are taken for targets and values than are: that only follows too many.
  void read_name() {
    const std::string_view name = tokens_.token().text;
    const bool is_value = is_value_;
    is_value_ = false;
    const bool is_attribute = tokens_.before().text == ".";
    if (name == "for" && !brackets_.empty()) scan_.comprehensions.insert(brackets_.back());
    tokens_.advance();
    if (is_import_function(name) && tokens_.is("(")) return read_import_call(name);
    if (is_attribute) return;
    if (std::exchange(begins_statement_, false) && tokens_.is(":")) annotated_ = name;
    if (tokens_.is("=")) {
      if (!is_value) targets_.clear();
      targets_.push_back(name);
      begin_value();
    } else if (is_value && scan_.followed.contains(name)) {
      follow_targets();
    }
  }

  void read_import_call(std::string_view function) {
    open_bracket();
    const std::optional<PythonImport> import = called_import(function, tokens_.token());
    if (!import || !scan_.is_wanted(import->name)) return;
    tokens_.advance();
    if (!tokens_.is(")") && !tokens_.is(",")) return;
    add(*import);
    follow_targets();
  }

  // At "=".
  void begin_value() {
    if (brackets_.empty() && !annotated_.empty()) targets_.push_back(std::exchange(annotated_, {}));
    is_value_ = true;
    tokens_.advance();
  }

  void open_bracket() {
    brackets_.push_back(tokens_.token().text.data());
    tokens_.advance();
  }

  void read_other() {
    if (tokens_.is("=")) return begin_value();
    const bool ends_line = tokens_.is_at_line_end();
    if (ends_line) brackets_.clear();
    begins_statement_ = ends_line || (brackets_.empty() && (tokens_.is(";") || tokens_.is(":")));
    if (begins_statement_) targets_.clear();
    if (ends_line) annotated_ = {};
    is_value_ = is_value_ && tokens_.is("(");
    if (tokens_.opens_bracket()) return open_bracket();
    if (tokens_.closes_bracket() && !brackets_.empty()) brackets_.pop_back();
    tokens_.advance();
  }

  PythonTokens tokens_;
  ImportScan scan_;
  bool begins_statement_ = true;
  std::vector<const char*> brackets_;      // where the open ones are
  std::vector<std::string_view> targets_;  // a and b after "a = b ="
  std::string_view annotated_;             // x after "x: T"
  bool is_value_ = false;                  // whether the token comes after the "="
};

}  // namespace

bool ImportScan::is_wanted(std::string_view name) const {
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    return begins_with_parts(name, root) || begins_with_parts(root, name);
  });
}

ImportScan scan_imports(std::string_view source, std::span<const std::string> roots) {
  return ImportScanner(source, roots).run();
}

}  // namespace trawl
