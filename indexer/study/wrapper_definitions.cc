#include "indexer/study/wrapper_definitions.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "indexer/format/tree.h"
#include "indexer/python/classes.h"
#include "indexer/python/functions.h"
#include "indexer/python/lexer.h"
#include "indexer/python/names.h"
#include "indexer/text/comment_line.h"

namespace trawl {
namespace {

bool is_special(const std::string& name) {
  return name.starts_with("__") && name.ends_with("__");
}

// Names the wrapper as its calls do: `__init__` is called by the name of its class. False if
// nothing calls it by a name.
bool name_as_called(Wrapper* wrapper) {
  if (wrapper->name == "__init__" && !wrapper->of_class.empty()) {
    wrapper->name = std::exchange(wrapper->of_class, {});
    wrapper->kind = WrapperKind::kConstructor;
  }
  return !is_special(wrapper->name);
}

// Whether a hit on the function's line is one of its body. A line with the end of the header, too,
// counts if what it has of the body calls something: which part the hit is of is not known.
bool is_in_body(const PythonFunction& function, std::string_view source, uint64_t line) {
  if (line != function.body_line) return line > function.body_line;
  const size_t begin = source.rfind('\n', function.body_begin) + 1;
  const std::string_view before = source.substr(begin, function.body_begin - begin);
  if (before.find_first_not_of(" \t\f") == std::string_view::npos) return true;
  const std::string_view rest = source.substr(function.body_begin);
  return rest.substr(0, rest.find('\n')).find('(') != std::string_view::npos;
}

// Reads a logical line: whether all of it is `return`, a dotted name, and a call of that.
class ReturnedCall {
 public:
  void add(const PythonToken& token) {
    if (is_first_) is_returned_ = token.is("return");
    if (!is_first_ && depth_ == 0) {
      const bool continues = token.is_name() || token.is(".") || token.is("(");
      is_returned_ = is_returned_ && continues && !is_called_;
      is_called_ = is_called_ || token.is("(");
    }
    is_first_ = false;
    depth_ = depth_after(depth_, token);
  }
  bool is_all() const { return is_returned_ && is_called_; }

 private:
  bool is_first_ = true;
  bool is_returned_ = false;
  bool is_called_ = false;  // the bracket is open, or was
  size_t depth_ = 0;
};

// Which statements of functions return a call. Reads each function once if its lines are asked for
// in ascending order.
class ReturnedCalls {
 public:
  explicit ReturnedCalls(std::string_view source) : source_(source), lexer_("") {}

  // Whether the function returns the call that the line is a part of.
  bool has(const PythonFunction& function, uint64_t line) {
    if (&function != function_ || line < asked_) {
      function_ = &function;
      lexer_ = PythonLexer(source_.substr(function.body_begin), function.body_line);
      last_line_ = 0;
    }
    asked_ = line;
    while (last_line_ < line) read_statement();
    return is_returned_;
  }

 private:
  void read_statement() {
    ReturnedCall statement;
    PythonToken token = lexer_.next();
    for (; token.kind != PythonTokenKind::kNewline && token.kind != PythonTokenKind::kEnd;
         token = lexer_.next())
      statement.add(token);
    const bool is_end = token.kind == PythonTokenKind::kEnd;
    last_line_ = is_end ? UINT64_MAX : token.line;
    is_returned_ = !is_end && statement.is_all();
  }

  std::string_view source_;
  PythonLexer lexer_;  // of the function
  const PythonFunction* function_ = nullptr;
  uint64_t asked_ = 0;
  uint64_t last_line_ = 0;  // of the statement that was read last
  bool is_returned_ = false;
};

// Reads what it is asked for when it is first asked.
class Definitions {
 public:
  Definitions(const Study& study, std::string_view source, const std::string& path)
      : study_(study), source_(source), path_(path), returned_(source) {}

  // The function or class that the hit makes a wrapper.
  std::optional<Wrapper> around(const EvidenceHit& hit, uint32_t pattern) {
    if (!functions_) functions_.emplace(source_);
    // A nested function cannot be called by others, so the one around it counts.
    const PythonFunction* const function = functions_->at(hit.line);
    if (function == nullptr) return class_with_header(hit, pattern);
    if (!is_in_body(*function, source_, hit.line)) return std::nullopt;
    Wrapper wrapper{function->name,       function->of_class, path_,
                    function->first_line, hit.rule,           pattern};
    if (!name_as_called(&wrapper)) return std::nullopt;
    wrapper.returns_object = wrapper.kind == WrapperKind::kFunction &&
                             contains(study_.patterns[pattern].returns, hit.rule) &&
                             returned_.has(*function, hit.line);
    return wrapper;
  }

 private:
  std::optional<Wrapper> class_with_header(const EvidenceHit& hit, uint32_t pattern) {
    if (!classes_) classes_ = python_classes(source_);
    const auto after = std::upper_bound(
        classes_->begin(), classes_->end(), hit.line,
        [](uint64_t line, const PythonClass& each) { return line < each.first_line; });
    if (after == classes_->begin()) return std::nullopt;
    const PythonClass& last = *std::prev(after);
    if (hit.line > last.header_line || last.bases.empty()) return std::nullopt;
    Wrapper wrapper{std::string(last.name), {}, path_, last.first_line, hit.rule, pattern};
    wrapper.kind = WrapperKind::kClass;
    return wrapper;
  }

  const Study& study_;
  std::string_view source_;
  const std::string& path_;
  std::optional<OuterFunctions> functions_;
  std::optional<std::vector<PythonClass>> classes_;
  ReturnedCalls returned_;
};

// Whether a pattern that wraps `rules` names one of two of them before the other.
bool is_named_before(const std::vector<uint32_t>& rules, uint32_t one, uint32_t other) {
  const auto first = std::find_if(rules.begin(), rules.end(),
                                  [&](uint32_t rule) { return rule == one || rule == other; });
  return one != other && *first == one;
}

// Hits come in the order of lines, and so do the functions that they are in. Of several hits a
// function has the rule that its pattern names first.
void add_once(const StudyPattern& pattern, Wrapper wrapper, std::vector<Wrapper>* wrappers) {
  const bool is_there = !wrappers->empty() && wrappers->back().line == wrapper.line &&
                        wrappers->back().pattern == wrapper.pattern;
  if (!is_there) return wrappers->push_back(std::move(wrapper));
  Wrapper& known = wrappers->back();
  if (is_named_before(pattern.wraps, wrapper.rule, known.rule)) known.rule = wrapper.rule;
  known.returns_object |= wrapper.returns_object;
}

}  // namespace

void find_wrappers(const Study& study, std::string_view source, const EvidenceFile& file,
                   std::vector<Wrapper>* wrappers) {
  if (source.size() > kMostResolvedBytes) return;
  if (study.class_of(file.path, file.file_class) != static_cast<size_t>(FileClass::kCode)) return;
  Definitions definitions(study, source, file.path);
  std::vector<Wrapper> found;
  for (uint32_t i = 0; i < study.patterns.size(); ++i) {
    for (const EvidenceHit& hit : file.hits) {
      if (!contains(study.patterns[i].wraps, hit.rule)) continue;
      if (hit.in_text || is_comment_line(hit.text, study.comment_marker)) continue;
      std::optional<Wrapper> wrapper = definitions.around(hit, i);
      if (wrapper) add_once(study.patterns[i], std::move(*wrapper), &found);
    }
  }
  wrappers->insert(wrappers->end(), found.begin(), found.end());
}

}  // namespace trawl
