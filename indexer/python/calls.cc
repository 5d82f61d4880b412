#include "indexer/python/calls.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/python/lexer.h"

namespace trawl {
namespace {

// The last dotted name that was read.
struct DottedName {
  PythonToken last;           // its last part; kEnd: there is no name
  std::string_view receiver;  // the part before, as in PythonCall
  std::string_view before;    // the token before its first part; empty at the start of a line
  bool is_defined = false;    // it stands after `def` or `class`
};

template <size_t kCount>
bool is_one_of(std::string_view text, const std::array<std::string_view, kCount>& all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

// First words of lines whose names are bound, or are of a header.
constexpr std::array<std::string_view, 10> kBinding = {
    "class", "def", "async", "import", "from", "global", "nonlocal", "del", "for", "except"};
// What stands before an element of brackets, and after it.
constexpr std::array<std::string_view, 6> kBeforeElement = {"(", ",", "[", "{", "=", ":"};
constexpr std::array<std::string_view, 4> kAfterElement = {",", ")", "]", "}"};

// Reads one source. One object, one call of run().
class CallReader {
 public:
  explicit CallReader(std::string_view source) : lexer_(source) {}

  std::vector<PythonCall> run() {
    for (PythonToken token = lexer_.next(); token.kind != PythonTokenKind::kEnd;
         token = lexer_.next()) {
      if (first_.empty()) first_ = token.text;
      if (token.is_name()) {
        add_name(token);
      } else if (token.is(".")) {
        is_after_dot_ = true;
      } else {
        read_other(token);
      }
      before_ = token.text;
    }
    return std::move(calls_);
  }

 private:
  // A name ends what was before, unless a dot joins them.
  void add_name(const PythonToken& token) {
    const bool is_defined = name_.last.text == "def" || name_.last.text == "class";
    if (!is_after_dot_) {
      name_ = {token, {}, before_, is_defined};
    } else if (name_.last.is_name()) {
      name_ = {token, name_.last.text, name_.before, false};
    } else {
      name_ = {token, ".", ".", false};
      if (is_after_super_) name_ = {token, "super", before_super_, false};
    }
    is_after_dot_ = is_after_super_ = false;
  }

  void read_other(const PythonToken& token) {
    const bool is_line_end = token.kind == PythonTokenKind::kNewline;
    const bool has_name = name_.last.is_name() && !name_.is_defined && !is_after_dot_;
    if (token.is("(")) {
      const bool is_super = has_name && name_.receiver.empty() && name_.last.text == "super";
      if (is_super) {
        super_depth_ = depth_ + 1;
        before_super_ = name_.before;
      }
      if (has_name) add(false);
    } else if (has_name && is_handed_on(token, is_line_end)) {
      add(true);
    }
    is_after_super_ = token.is(")") && depth_ != 0 && depth_ == super_depth_;
    if (is_after_super_) super_depth_ = 0;
    depth_ = depth_after(depth_, token);
    if (is_line_end) {
      first_ = {};
      depth_ = super_depth_ = 0;
    }
    name_ = {};
    is_after_dot_ = false;
  }

  // Whether the name is all of an element, of what is returned, or of a decorator.
  bool is_handed_on(const PythonToken& after, bool is_line_end) const {
    if (is_line_end) return name_.before == "return" || (name_.before == "@" && first_ == "@");
    return depth_ > 0 && is_one_of(after.text, kAfterElement) &&
           is_one_of(name_.before, kBeforeElement) && !is_one_of(first_, kBinding);
  }

  void add(bool is_handed_on) {
    calls_.push_back({name_.last.line, name_.last.text, name_.receiver, is_handed_on});
  }

  PythonLexer lexer_;
  DottedName name_;
  std::string_view before_;  // the last token
  std::string_view first_;   // of the logical line
  size_t depth_ = 0;         // of brackets
  size_t super_depth_ = 0;   // within the brackets of the last `super(`; 0: outside
  std::string_view before_super_;
  bool is_after_dot_ = false;
  bool is_after_super_ = false;  // after the `)` of `super()`
  std::vector<PythonCall> calls_;
};

}  // namespace

std::vector<PythonCall> python_calls(std::string_view source) {
  return CallReader(source).run();
}

}  // namespace trawl
