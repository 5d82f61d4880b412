#include "indexer/python/calls.h"

#include <utility>

#include "indexer/python/lexer.h"

namespace trawl {
namespace {

// The last dotted name that was read.
struct DottedName {
  PythonToken last;           // its last part; kEnd: there is no name
  std::string_view receiver;  // the part before, as in PythonCall
  bool is_defined = false;    // it stands after `def` or `class`
};

// Reads one source. One object, one call of run().
class CallReader {
 public:
  explicit CallReader(std::string_view source) : lexer_(source) {}

  std::vector<PythonCall> run() {
    for (PythonToken token = lexer_.next(); token.kind != PythonTokenKind::kEnd;
         token = lexer_.next()) {
      if (token.is_name()) {
        add_name(token);
      } else if (token.is(".")) {
        is_after_dot_ = true;
      } else {
        if (token.is("(")) add_call();
        name_ = {};
        is_after_dot_ = false;
      }
    }
    return std::move(calls_);
  }

 private:
  // A name ends what was before, unless a dot joins them.
  void add_name(const PythonToken& token) {
    const bool is_defined = name_.last.text == "def" || name_.last.text == "class";
    const bool has_receiver = name_.last.is_name();
    if (!is_after_dot_) {
      name_ = {token, {}, is_defined};
    } else {
      name_ = {token, has_receiver ? name_.last.text : ".", false};
    }
    is_after_dot_ = false;
  }

  void add_call() {
    if (!name_.last.is_name() || name_.is_defined || is_after_dot_) return;
    calls_.push_back({name_.last.line, name_.last.text, name_.receiver});
  }

  PythonLexer lexer_;
  DottedName name_;
  bool is_after_dot_ = false;
  std::vector<PythonCall> calls_;
};

}  // namespace

std::vector<PythonCall> python_calls(std::string_view source) {
  return CallReader(source).run();
}

}  // namespace trawl
