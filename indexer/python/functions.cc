#include "indexer/python/functions.h"

#include <optional>

#include "indexer/python/lexer.h"

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
  explicit FunctionReader(std::string_view source) : lexer_(source) {}

  std::vector<PythonFunction> run() {
    token_ = lexer_.next();
    while (token_.kind != PythonTokenKind::kEnd) read_line();
    close(0);
    return std::move(functions_);
  }

 private:
  void advance() {
    if (token_.kind != PythonTokenKind::kNewline) last_line_ = token_.last_line;
    token_ = lexer_.next();
  }

  void read_line() {
    close(lexer_.indentation());
    if (token_.text == "async") advance();
    const uint32_t line = token_.line;
    const bool is_def = token_.text == "def";
    if (is_def || token_.text == "class") {
      advance();
      if (token_.kind == PythonTokenKind::kName) open(is_def, line);
    }
    while (token_.kind != PythonTokenKind::kNewline && token_.kind != PythonTokenKind::kEnd) {
      advance();
    }
    if (token_.kind == PythonTokenKind::kNewline) advance();
  }

  // Ends the bodies to which a line with this indentation does not belong.
  void close(uint32_t indentation) {
    while (!open_.empty() && open_.back().indentation >= indentation) {
      const std::optional<size_t> function = open_.back().function;
      if (function) functions_[*function].last_line = last_line_;
      open_.pop_back();
    }
  }

  void open(bool is_def, uint32_t line) {
    const bool is_nested = !open_.empty() && open_.back().is_in_function;
    OpenBody body{lexer_.indentation(), std::nullopt, {}, is_nested};
    if (is_def) {
      const std::string_view of_class = open_.empty() ? "" : open_.back().class_name;
      body.function = functions_.size();
      body.is_in_function = true;
      functions_.push_back(
          {std::string(token_.text), std::string(of_class), line, line, is_nested});
    } else {
      body.class_name = token_.text;
    }
    open_.push_back(body);
  }

  PythonLexer lexer_;
  PythonToken token_;
  uint32_t last_line_ = 0;  // on which the last token before token_ ends
  std::vector<OpenBody> open_;
  std::vector<PythonFunction> functions_;
};

}  // namespace

std::vector<PythonFunction> python_functions(std::string_view source) {
  return FunctionReader(source).run();
}

}  // namespace trawl
