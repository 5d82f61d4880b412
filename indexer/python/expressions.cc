#include "indexer/python/expressions.h"

#include <algorithm>
#include <array>

#include "indexer/python/formatted_string.h"

namespace trawl {
namespace {

// Words after which a bracket is neither a call nor a subscript.
constexpr std::array<std::string_view, 24> kBeforeOperand = {
    "and",  "assert", "await",  "case",  "del",  "elif",  "else",   "except",
    "exec", "for",    "from",   "if",    "in",   "is",    "lambda", "not",
    "or",   "raise",  "return", "while", "with", "yield", "async",  "as"};

// Whether a bracket after the token calls or indexes something.
bool ends_operand(const PythonToken& token) {
  switch (token.kind) {
    case PythonTokenKind::kName:
      return std::find(kBeforeOperand.begin(), kBeforeOperand.end(), token.text) ==
             kBeforeOperand.end();
    case PythonTokenKind::kNumber:
    case PythonTokenKind::kString:
      return true;
    case PythonTokenKind::kOperator:
      return token.text == ")" || token.text == "]" || token.text == "}";
    default:
      return false;
  }
}

// "=", "+=" and the like.
bool is_assignment(std::string_view text) {
  if (!text.ends_with('=')) return false;
  return text.size() != 2 || std::string_view("=!<>:").find(text[0]) == std::string_view::npos;
}

}  // namespace

void PythonExpressions::read(Stop stop) {
  shape_ = Shape::kNothing;
  import_call_.reset();
  binds_next_ = false;
  while (!stops(stop)) {
    if (tokens_.is_name()) {
      read_name();
    } else if (tokens_.opens_bracket()) {
      open_bracket();
    } else if (tokens_.closes_bracket()) {
      close_bracket();
    } else {
      read_operator();
    }
  }
}

bool PythonExpressions::stops(Stop stop) {
  if (tokens_.is_at_line_end()) {
    while (!open_.empty()) pop();
    assign_walruses(0);
    return true;
  }
  if (brackets_ > 0) return false;
  const bool ends_expression =
      tokens_.is(":") || tokens_.is(";") || is_assignment(tokens_.token().text);
  if (ends_expression || tokens_.is(",")) close_lambdas();
  if (!open_.empty()) return false;  // within the parameters of a lambda
  if (ends_expression) assign_walruses(0);
  return ends_expression || (stop == Stop::kIn && tokens_.is("in")) ||
         (stop == Stop::kComma && tokens_.is(","));
}

void PythonExpressions::read_name() {
  const std::string_view name = tokens_.token().text;
  if (tokens_.before().text == ".") {
    tokens_.advance();
    if (is_import_function(name) && tokens_.is("(")) return read_import_call(name);
    if (shape_ != Shape::kModule) set_shape(Shape::kOther);
    return;
  }
  if (read_keyword(name) || read_parameter()) return;
  const auto followed = scan_.followed.find(name);
  if (followed != scan_.followed.end()) return read_occurrence(followed->second);
  binds_next_ = false;
  tokens_.advance();
  if (is_import_function(name) && tokens_.is("(")) return read_import_call(name);
  set_shape(shape_ == Shape::kNothing ? Shape::kModule : Shape::kOther);
}

bool PythonExpressions::read_keyword(std::string_view keyword) {
  if (keyword == "lambda") {
    open_lambda();
    return true;
  }
  if (keyword == "as") {
    binds_next_ = true;
  } else if (keyword == "for") {
    close_lambdas();
    Open* const open = top();
    if (open == nullptr || open->part == Part::kNone) return false;
    open->part = open->part == Part::kElements ? Part::kFirstTargets : Part::kTargets;
    open->binds = Binds::kComprehension;
    scope_ = open->own_scope;
  } else if (keyword == "in") {
    Open* const open = top();
    if (open == nullptr || open->binds != Binds::kComprehension || open->part == Part::kNone) {
      return false;
    }
    // The first iterable is evaluated outside of the comprehension.
    if (open->part == Part::kFirstTargets) scope_ = open->outer_scope;
    open->part = open->part == Part::kFirstTargets ? Part::kFirstIterable : Part::kRest;
    open->binds = Binds::kNothing;
  } else if (keyword == "if" || keyword == "async") {
    Open* const open = top();
    if (open == nullptr || open->part != Part::kFirstIterable) return false;
    open->part = Part::kRest;
    scope_ = open->own_scope;
  } else {
    return false;
  }
  set_shape(Shape::kOther);
  tokens_.advance();
  return true;
}

bool PythonExpressions::read_parameter() {
  Open* const open = top();
  if (open == nullptr || !open->expects_parameter) return false;
  open->expects_parameter = false;
  const auto followed = scan_.followed.find(tokens_.token().text);
  if (followed != scan_.followed.end()) {
    scopes_.assign(followed->second, open->own_scope, block_, kUnknownValue);
  }
  tokens_.advance();
  return true;
}

void PythonExpressions::read_occurrence(NameId name) {
  const bool is_after_as = std::exchange(binds_next_, false);
  const std::string_view before = tokens_.before().text;
  const bool begins_argument = before == "(" || before == ",";
  const Shape shape = shape_;
  set_shape(Shape::kOther);
  tokens_.advance();
  const bool is_bare = !tokens_.is(".");
  if (is_bare && binds(name, is_after_as, begins_argument)) return;
  NameUse use{name,
              scopes_.now(scope_, block_),
              tokens_.read_attributes(),
              tokens_.before().line,
              tokens_.is("("),
              false};
  use.may_be_target = is_bare && barriers_ == 0 && !tokens_.is("(") && !tokens_.is("[");
  pending_.push_back(std::move(use));
  if (shape == Shape::kNothing) set_shape(Shape::kName);
  if (tokens_.is("(") && is_import_function(tokens_.before().text)) {
    shape_ = shape;
    read_import_call(tokens_.before().text);
  }
}

// Whether the name that was just read is not a use: this expression binds it, or it names a keyword
// argument.
bool PythonExpressions::binds(NameId name, bool is_after_as, bool begins_argument) {
  const Open* const open = top();
  if (tokens_.is("=") && begins_argument && open != nullptr && open->kind == Kind::kCall) {
    return true;
  }
  if (tokens_.is(":=")) {
    walruses_.emplace_back(name, open_.size());
    return true;
  }
  if (tokens_.is("(") || tokens_.is("[")) return false;
  if (is_after_as || (open != nullptr && open->binds == Binds::kStatement)) {
    targets_.push_back(name);
    return true;
  }
  if (open == nullptr || open->binds != Binds::kComprehension) return false;
  scopes_.assign(name, scope_, block_, kUnknownValue);
  return true;
}

void PythonExpressions::read_import_call(std::string_view function) {
  const bool is_first = shape_ == Shape::kNothing || shape_ == Shape::kModule;
  open_bracket();
  if (!is_first) return;
  std::optional<PythonImport> import = called_import(function, tokens_.token());
  if (!import) return;
  tokens_.advance();
  if (!tokens_.is(")") && !tokens_.is(",")) return;
  import_call_ = std::move(import);
  import_call_bracket_ = brackets_;
  shape_ = Shape::kImportCall;
}

void PythonExpressions::read_operator() {
  if (tokens_.is(",")) {
    close_lambdas();
    assign_walruses(open_.size());
    Open* const open = top();
    if (open != nullptr && open->has_parameters) open->expects_parameter = true;
  } else if (tokens_.is(":")) {
    begin_lambda_body();
  }
  if (tokens_.is_string()) read_formatted(tokens_.token());
  if (!tokens_.is(".") || shape_ != Shape::kModule) set_shape(Shape::kOther);
  tokens_.advance();
}

// Lambdas and comprehensions within get no scopes. Strings within strings nest no deeper than there
// are kinds of quotes.
void PythonExpressions::read_formatted(const PythonToken& string) {
  for (const FormattedExpression& each : formatted_expressions(string)) {
    PythonTokens tokens(each.text, each.line);
    while (!tokens.is_at_end()) {
      if (tokens.is_string()) read_formatted(tokens.token());
      const auto followed = tokens.is_name() && tokens.before().text != "."
                                ? scan_.followed.find(tokens.token().text)
                                : scan_.followed.end();
      const bool begins_argument = tokens.before().text == "(" || tokens.before().text == ",";
      tokens.advance();
      if (followed == scan_.followed.end() || (begins_argument && tokens.is("="))) continue;
      NameUse use{followed->second, scopes_.now(scope_, block_), tokens.read_attributes()};
      use.line = tokens.before().line;
      use.is_called = tokens.is("(");
      pending_.push_back(std::move(use));
    }
  }
}

void PythonExpressions::open_bracket() {
  Open open;
  open.outer_scope = open.own_scope = scope_;
  const Open* const around = top();
  if (ends_operand(tokens_.before())) {
    open.kind = tokens_.is("(") ? Kind::kCall : Kind::kSubscript;
  } else if (around != nullptr && around->expects_parameter) {
    // Python 2 unpacks them: lambda (key, value): key
    open.has_parameters = open.expects_parameter = true;
    open.own_scope = around->own_scope;
  } else {
    open.binds = around == nullptr ? Binds::kNothing : around->binds;
    if (binds_next_) open.binds = Binds::kStatement;
  }
  binds_next_ = false;
  open.is_barrier = open.kind != Kind::kDisplay || tokens_.is("{");
  if (parameters_of_ && open_.empty() && tokens_.is("(")) {
    open.has_parameters = open.expects_parameter = true;
    open.own_scope = *parameters_of_;
    parameters_of_.reset();
  } else if (scan_.comprehensions.contains(tokens_.token().text.data())) {
    open.part = Part::kElements;
    open.binds = Binds::kNothing;
    open.is_barrier = true;
    open.own_scope = scopes_.open_scope(ScopeKind::kComprehension, scope_);
  }
  const bool is_around =
      shape_ == Shape::kNothing && open.kind == Kind::kDisplay && tokens_.is("(");
  if (!is_around) set_shape(Shape::kOther);
  push(open);
  if (open.part == Part::kElements) scope_ = open.own_scope;
  tokens_.advance();
}

void PythonExpressions::open_lambda() {
  Open open;
  open.kind = Kind::kLambda;
  open.is_barrier = open.has_parameters = open.expects_parameter = true;
  open.outer_scope = scope_;
  open.own_scope = scopes_.open_scope(ScopeKind::kFunction, scope_);
  set_shape(Shape::kOther);
  push(open);
  tokens_.advance();
}

void PythonExpressions::push(const Open& open) {
  open_.push_back(open);
  if (open.kind != Kind::kLambda) ++brackets_;
  if (open.is_barrier) ++barriers_;
}

void PythonExpressions::pop() {
  assign_walruses(open_.size());
  const Open& open = open_.back();
  scope_ = open.outer_scope;
  if (open.kind != Kind::kLambda) --brackets_;
  if (open.is_barrier) --barriers_;
  open_.pop_back();
}

void PythonExpressions::close_bracket() {
  while (!open_.empty() && open_.back().kind == Kind::kLambda) pop();
  if (!open_.empty()) pop();
  Open* const around = top();
  if (around != nullptr) around->expects_parameter = false;
  if (shape_ == Shape::kNothing || shape_ == Shape::kModule) set_shape(Shape::kOther);
  tokens_.advance();
}

// Assigns those at this depth of nesting or a greater one.
void PythonExpressions::assign_walruses(size_t depth) {
  for (; !walruses_.empty() && walruses_.back().second >= depth; walruses_.pop_back()) {
    const ScopeId scope = scopes_.scope_around_comprehensions(scope_);
    scopes_.assign(walruses_.back().first, scope, block_, kUnknownValue);
  }
}

// Ends lambdas whose body the token cannot continue.
void PythonExpressions::close_lambdas() {
  while (!open_.empty() && open_.back().kind == Kind::kLambda && !open_.back().has_parameters) {
    pop();
  }
}

void PythonExpressions::begin_lambda_body() {
  close_lambdas();
  Open* const open = top();
  if (open == nullptr || open->kind != Kind::kLambda) return;
  open->has_parameters = open->expects_parameter = false;
  scope_ = open->own_scope;
}

// What is in the brackets of an import call does not count.
void PythonExpressions::set_shape(Shape shape) {
  if (shape_ == Shape::kImportCall && brackets_ >= import_call_bracket_) return;
  shape_ = shape;
}

void PythonExpressions::take_uses() {
  std::move(pending_.begin(), pending_.end(), std::back_inserter(uses_));
  pending_.clear();
}

void PythonExpressions::take_targets() {
  for (NameUse& each : pending_) {
    if (each.may_be_target) {
      targets_.push_back(each.name);
    } else {
      uses_.push_back(std::move(each));
    }
  }
  pending_.clear();
}

std::optional<NameId> PythonExpressions::take_only_name() {
  if (shape_ != Shape::kName || !pending_.back().may_be_target) return std::nullopt;
  const NameId name = pending_.back().name;
  pending_.pop_back();
  return name;
}

ValueId PythonExpressions::value() {
  if (shape_ == Shape::kImportCall) {
    const std::string_view meaning = import_call_->meaning();
    return scan_.is_wanted(meaning) ? scopes_.imported(meaning) : kUnknownValue;
  }
  if (shape_ != Shape::kName) return kUnknownValue;
  const NameUse& use = pending_.back();
  return scopes_.attribute_of(use.name, use.place, use.attributes);
}

}  // namespace trawl
