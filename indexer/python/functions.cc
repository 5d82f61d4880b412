#include "indexer/python/functions.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "indexer/python/tokens.h"

namespace trawl {
namespace {

// A function or class whose body may go on.
struct OpenBody {
  uint32_t indentation;            // of its first line; the body has more
  std::optional<size_t> function;  // its index among the functions; a class has none
  std::string_view class_name;
  bool is_in_function;  // what is defined in it
};

class FunctionReader {
 public:
  explicit FunctionReader(std::string_view source) : source_(source), tokens_(source) {}

  std::vector<PythonFunction> run() {
    while (!tokens_.is_at_end()) read_line();
    close(0);
    return std::move(functions_);
  }

 private:
  void read_line() {
    close(tokens_.indentation());
    begin_body();
    tokens_.accept("async");
    const uint32_t line = tokens_.token().line;
    const bool is_def = tokens_.is("def");
    if (tokens_.accept("def") || tokens_.accept("class")) {
      if (tokens_.is_name()) {
        open(is_def, line);
        skip_header();
        if (!tokens_.is_at_line_end()) begin_body();
      }
    }
    while (!tokens_.is_at_line_end()) tokens_.advance();
    last_line_ = tokens_.before().last_line;
    tokens_.advance();
  }

  // Goes past the ":" of a definition, which is in no brackets.
  void skip_header() {
    size_t depth = 0;
    for (; !tokens_.is_at_line_end(); tokens_.advance()) {
      depth = depth_after(depth, tokens_.token());
      if (depth == 0 && tokens_.accept(":")) return;
    }
  }

  // The body of the innermost definition begins here, unless it has begun before.
  void begin_body() {
    if (open_.empty() || !open_.back().function) return;
    PythonFunction& function = functions_[*open_.back().function];
    if (function.body_line != 0) return;
    function.body_line = tokens_.token().line;
    function.body_begin = offset_of(tokens_.token());
  }

  // Ends the bodies to which a line with this indentation does not belong.
  void close(uint32_t indentation) {
    while (!open_.empty() && open_.back().indentation >= indentation) {
      const std::optional<size_t> function = open_.back().function;
      if (function) end(&functions_[*function]);
      open_.pop_back();
    }
  }

  void end(PythonFunction* function) const {
    function->last_line = last_line_;
    if (function->body_line != 0) return;
    function->body_line = last_line_ + 1;
    function->body_begin = source_.size();
  }

  size_t offset_of(const PythonToken& token) const {
    return static_cast<size_t>(token.text.data() - source_.data());
  }

  // At the name, after its "def" or "class".
  void open(bool is_def, uint32_t line) {
    const bool is_nested = !open_.empty() && open_.back().is_in_function;
    OpenBody body{tokens_.indentation(), std::nullopt, {}, is_nested};
    // Every method repeats the name of its class, so a longer one is cut.
    const std::string_view name = tokens_.token().text.substr(0, kLongestName);
    if (is_def) {
      const std::string_view of_class = open_.empty() ? "" : open_.back().class_name;
      body.function = functions_.size();
      body.is_in_function = true;
      functions_.push_back({std::string(name), std::string(of_class), line, line, is_nested, 0, 0,
                            offset_of(tokens_.before())});
    } else {
      body.class_name = name;
    }
    open_.push_back(body);
  }

  std::string_view source_;
  PythonTokens tokens_;
  uint32_t last_line_ = 0;  // of the last statement
  std::vector<OpenBody> open_;
  std::vector<PythonFunction> functions_;
};

}  // namespace

std::vector<PythonFunction> python_functions(std::string_view source) {
  return FunctionReader(source).run();
}

OuterFunctions::OuterFunctions(std::string_view source) : functions_(python_functions(source)) {
  std::erase_if(functions_, [](const PythonFunction& function) { return function.is_nested; });
}

const PythonFunction* OuterFunctions::at(uint64_t line) const {
  const auto after = std::upper_bound(
      functions_.begin(), functions_.end(), line,
      [](uint64_t wanted, const PythonFunction& function) { return wanted < function.first_line; });
  if (after == functions_.begin() || std::prev(after)->last_line < line) return nullptr;
  return &*std::prev(after);
}

}  // namespace trawl
