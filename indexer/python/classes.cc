#include "indexer/python/classes.h"

#include <utility>

#include "indexer/python/tokens.h"

namespace trawl {
namespace {

// One object, one call of run().
class ClassReader {
 public:
  explicit ClassReader(std::string_view source) : tokens_(source) {}

  std::vector<PythonClass> run() {
    while (!tokens_.is_at_end()) read_line();
    return std::move(classes_);
  }

 private:
  struct Open {
    uint32_t indentation;
    bool is_class;
  };

  void read_line() {
    while (!open_.empty() && open_.back().indentation >= tokens_.indentation()) open_.pop_back();
    tokens_.accept("async");
    const bool is_def = tokens_.is("def");
    const bool is_class = tokens_.is("class");
    if (is_def || is_class) {
      const uint32_t line = tokens_.token().line;
      const uint32_t indentation = tokens_.indentation();
      tokens_.advance();
      if (tokens_.is_name()) {
        define(tokens_.token().text);
        if (is_class && open_.empty()) read_header(line);
        open_.push_back({indentation, is_class});
      }
    } else if (!open_.empty()) {
      read_statement();
    }
    skip_line();
  }

  // Names that the body of an outermost class defines itself.
  bool is_in_body() const { return open_.size() == 1 && open_.front().is_class; }
  bool is_in_class() const { return !open_.empty() && open_.front().is_class; }
  void define(std::string_view name) {
    if (is_in_body()) classes_.back().defined.insert(name);
  }

  void read_header(uint32_t line) {
    classes_.push_back({tokens_.token().text, line, line, {}, {}});
    tokens_.advance();
    if (tokens_.accept("(")) {
      while (!tokens_.is_at_line_end() && !tokens_.is(")")) {
        read_base();
        tokens_.accept(",");
      }
      tokens_.accept(")");
    }
    classes_.back().header_line = tokens_.token().line;
  }

  // Up to a comma, or to the end of the header.
  void read_base() {
    PythonBase base;
    bool is_plain = true;
    bool is_keyword = false;
    size_t depth = 0;
    for (; !tokens_.is_at_line_end(); tokens_.advance()) {
      if (depth == 0 && (tokens_.is(",") || tokens_.is(")"))) break;
      if (depth == 0 && tokens_.is("=")) is_keyword = true;
      depth = depth_after(depth, tokens_.token());
      if (tokens_.is_name() && (base.name.empty() || tokens_.before().is("."))) {
        base = {tokens_.token().text, tokens_.token().line, tokens_.before().is(".")};
      } else if (!tokens_.is(".")) {
        is_plain = false;
      }
    }
    if (is_keyword) return;
    if (!is_plain) base.name = {};
    classes_.back().bases.push_back(base);
  }

  // `name = ...` and `name: ...` in the body, and `self.name = ...` in methods.
  void read_statement() {
    if (!is_in_class()) return;
    size_t depth = 0;
    bool is_plain = true;                             // names and dots alone so far
    bool is_annotation = false;                       // after the first ":"
    std::vector<std::string_view> attributes, names;  // before the next "="
    std::string_view receiver;                        // of a name after a dot
    for (; !tokens_.is_at_line_end(); tokens_.advance()) {
      depth = depth_after(depth, tokens_.token());
      if (tokens_.is(".")) {
        receiver = tokens_.before().text;
      } else if (tokens_.is_name() && tokens_.before().is(".")) {
        if (receiver == "self") attributes.push_back(tokens_.token().text);
      } else if (tokens_.is_name()) {
        if (!is_annotation) names.push_back(tokens_.token().text);
      } else if (depth == 0 && (tokens_.token().assigns() || (tokens_.is(":") && is_plain))) {
        for (const std::string_view name : names) define(name);
        classes_.back().defined.insert(attributes.begin(), attributes.end());
        is_annotation = is_annotation || tokens_.is(":");
        names.clear();
        attributes.clear();
      }
      is_plain = is_plain && (tokens_.is_name() || tokens_.is("."));
    }
  }

  void skip_line() {
    while (!tokens_.is_at_line_end()) tokens_.advance();
    tokens_.advance();
  }

  PythonTokens tokens_;
  std::vector<Open> open_;
  std::vector<PythonClass> classes_;
};

}  // namespace

std::vector<PythonClass> python_classes(std::string_view source) {
  return ClassReader(source).run();
}

}  // namespace trawl
