#include "indexer/python/calls.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/python/lexer.h"

namespace trawl {
namespace {

// The last dotted name that was read.
struct DottedName {
  PythonToken last;             // its last part; kEnd: there is no name
  std::string_view receiver;    // the part before, as in PythonCall
  std::string_view defined_by;  // "def" or "class", if it stands after that
};

enum class Bracket : uint8_t { kNone, kPlain, kArguments, kParameters, kSubscript };
enum class Content : uint8_t { kNothing, kName, kCall, kOther };
// What makes each name that is read a new one.
enum class Binding : uint8_t { kNone, kFor, kAs, kImport };

// What lies between commas: the last item of a bracket or of a statement.
struct Item {
  std::string_view target;              // what gets the value that is being read
  std::string_view annotated;           // the name before a ":"
  uint32_t call = 0;                    // the one that is the whole content, if it is kCall
  Content content = Content::kNothing;  // since the last "=" or ":"
  bool is_in_lambda = false;            // among its parameters
};

struct Level {
  Item item;
  Bracket bracket = Bracket::kNone;
  bool is_list_of_targets = true;  // if a "=" follows: `(a, b) = c`
};

template <size_t kCount>
bool is_one_of(const std::array<std::string_view, kCount>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// `else: x = f()` begins like the annotation of a name.
bool begins_block(std::string_view name) {
  constexpr std::array<std::string_view, 4> kKeywords = {"else", "try", "finally", "except"};
  return is_one_of(kKeywords, name);
}

bool is_augmented_assignment(std::string_view text) {
  constexpr std::array<std::string_view, 5> kOthers = {"==", "!=", "<=", ">=", ":="};
  return text.size() > 1 && text.back() == '=' && !is_one_of(kOthers, text);
}

// Reads one source. One object, one call of run().
class CallReader {
 public:
  explicit CallReader(std::string_view source) : lexer_(source) {}

  PythonCalls run() {
    for (PythonToken token = lexer_.next(); token.kind != PythonTokenKind::kEnd;
         token = lexer_.next()) {
      if (token.kind == PythonTokenKind::kName) {
        add_name(token);
      } else if (token.kind == PythonTokenKind::kNewline) {
        end_statement(true);
      } else if (token.text == ".") {
        is_after_dot_ = true;
        if (item().content != Content::kName) item().content = Content::kOther;
      } else {
        add_other(token);
        name_ = {};
        is_after_dot_ = false;
      }
      before_ = token.text;
    }
    return std::move(found_);
  }

 private:
  Item& item() { return levels_.back().item; }
  bool is_in_brackets() const { return levels_.size() > 1; }
  void rebind(std::string_view name) {
    if (!name.empty()) found_.rebound.insert(name);
  }

  // A name ends what was before, unless a dot joins them.
  void add_name(const PythonToken& token) {
    if (is_after_dot_) {
      const bool has_receiver = name_.last.kind == PythonTokenKind::kName;
      name_ = {token, has_receiver ? name_.last.text : ".", {}};
      if (binding_ == Binding::kFor || binding_ == Binding::kAs) rebind(token.text);
    } else if (!add_keyword(token.text)) {
      const bool is_defined = before_ == "def" || before_ == "class";
      if (is_defined || binding_ != Binding::kNone || is_parameter()) rebind(token.text);
      item().content = item().content == Content::kNothing ? Content::kName : Content::kOther;
      name_ = {token, {}, is_defined ? before_ : std::string_view()};
    } else {
      item().content = Content::kOther;
      name_ = {};
    }
    is_after_dot_ = false;
  }

  // Whether it is a keyword after which names are new ones, or that ends this.
  bool add_keyword(std::string_view text) {
    if (text == "lambda") {
      item().is_in_lambda = true;
    } else if (text == "for") {
      binding_ = Binding::kFor;
    } else if (text == "import") {
      binding_ = Binding::kImport;
    } else if (text == "as") {
      if (binding_ == Binding::kNone) binding_ = Binding::kAs;
    } else if (text == "in") {
      if (binding_ == Binding::kFor) binding_ = Binding::kNone;
    } else {
      return false;
    }
    return true;
  }

  bool is_parameter() const {
    constexpr std::array<std::string_view, 5> kBefore = {"(", ",", "*", "**", "lambda"};
    const Level& level = levels_.back();
    if (level.bracket != Bracket::kParameters && !level.item.is_in_lambda) return false;
    return is_one_of(kBefore, before_);
  }

  // Neither a name nor a dot.
  void add_other(const PythonToken& token) {
    const std::string_view text = token.text;
    if (token.kind != PythonTokenKind::kOperator) {
      item().content = Content::kOther;
    } else if (text == "(" || text == "[" || text == "{") {
      open(text);
    } else if (text == ")" || text == "]" || text == "}") {
      close();
    } else if (text == ",") {
      add_comma();
    } else if (text == ":") {
      add_colon();
    } else if (text == "=" || text == ":=") {
      assign();
    } else if (text == ";" && !is_in_brackets()) {
      end_statement(true);
    } else {
      if (is_augmented_assignment(text)) rebind(name_.last.text);
      const bool is_star = text == "*" || text == "**";
      if (!is_star || item().content != Content::kNothing) item().content = Content::kOther;
    }
  }

  void open(std::string_view text) {
    Level level;
    level.bracket = bracket_of(text);
    level.is_list_of_targets = levels_.back().is_list_of_targets && item().target.empty() &&
                               level.bracket == Bracket::kPlain;
    const bool is_call = level.bracket == Bracket::kArguments && add_call();
    const bool is_all = item().content == Content::kName && is_call;
    item().content = is_all ? Content::kCall : Content::kOther;
    if (is_all) item().call = static_cast<uint32_t>(found_.calls.size() - 1);
    levels_.push_back(level);
  }

  Bracket bracket_of(std::string_view text) const {
    const bool is_after_name = name_.last.kind == PythonTokenKind::kName && !is_after_dot_;
    const bool is_after_value = is_after_name || before_ == ")" || before_ == "]";
    if (text == "{" || !is_after_value) return Bracket::kPlain;
    if (text == "[") return Bracket::kSubscript;
    if (name_.defined_by.empty()) return Bracket::kArguments;
    return name_.defined_by == "def" ? Bracket::kParameters : Bracket::kPlain;
  }

  bool add_call() {
    if (name_.last.kind != PythonTokenKind::kName || is_after_dot_) return false;
    found_.calls.push_back({name_.last.line, name_.last.text, name_.receiver, {}});
    return true;
  }

  void close() {
    list_target();
    end_item(true);
    if (is_in_brackets()) levels_.pop_back();
    item().content = item().content == Content::kCall ? Content::kCall : Content::kOther;
  }

  void add_comma() {
    if (item().is_in_lambda) return;
    if (!is_in_brackets() && binding_ == Binding::kAs) binding_ = Binding::kNone;
    list_target();
    end_item(is_in_brackets());  // otherwise the value is a tuple
    item() = {};
  }

  // The end of a lambda's parameters, of a name with an annotation, or of what begins a block.
  void add_colon() {
    Item& current = item();
    if (current.is_in_lambda) {
      current.is_in_lambda = false;
      return;
    }
    const bool is_name = current.content == Content::kName && current.target.empty();
    const std::string_view name = name_.last.text;
    if (is_name && (is_in_brackets() || (listed_.empty() && !begins_block(name)))) {
      current.annotated = name;
      current.content = Content::kNothing;
    } else if (is_in_brackets()) {
      current.content = Content::kOther;
    } else {
      end_statement(false);
    }
  }

  void assign() {
    Item& current = item();
    if (current.is_in_lambda) return;  // a default value
    std::string_view target = current.annotated;
    if (target.empty()) target = name_.last.text;  // none after a bracket
    rebind(current.target);                        // `a = b = c`
    if (!is_in_brackets() && !listed_.empty()) {   // `a, b = c`
      for (const std::string_view name : listed_) rebind(name);
      listed_.clear();
      rebind(std::exchange(target, {}));
    }
    current = {};
    current.target = target;
  }

  void list_target() {
    if (!levels_.back().is_list_of_targets || !item().target.empty()) return;
    if (name_.last.kind == PythonTokenKind::kName) listed_.push_back(name_.last.text);
  }

  // Gives the value to its target. `is_all`: nothing follows that makes it another value.
  void end_item(bool is_all) {
    const Item& current = item();
    if (current.target.empty()) return;
    const std::string_view name = name_.last.text;
    if (is_all && current.content == Content::kCall) {
      found_.calls[current.call].target = current.target;
    } else if (!is_all || current.content != Content::kName ||
               (name != "None" && name != current.target)) {
      rebind(current.target);
    }
  }

  void end_statement(bool is_all) {
    end_item(is_all);
    levels_.resize(1);
    levels_.back() = {};
    listed_.clear();
    binding_ = Binding::kNone;
    name_ = {};
    is_after_dot_ = false;
  }

  PythonLexer lexer_;
  PythonCalls found_;
  DottedName name_;
  std::string_view before_;  // the token before
  bool is_after_dot_ = false;
  Binding binding_ = Binding::kNone;
  std::vector<Level> levels_ = std::vector<Level>(1);  // the statement, and its open brackets
  std::vector<std::string_view> listed_;               // targets, if a "=" follows
};

}  // namespace

PythonCalls python_calls(std::string_view source) {
  return CallReader(source).run();
}

}  // namespace trawl
