// Reads the expressions of a statement: which followed names they use, and which they bind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/python/import_scan.h"
#include "indexer/python/import_statement.h"
#include "indexer/python/scopes.h"
#include "indexer/python/tokens.h"

namespace trawl {

// One occurrence of a followed name, with the attributes after it.
struct NameUse {
  NameId name = 0;
  NamePlace place;
  std::string attributes;
  uint32_t line = 0;
  bool is_called = false;
  bool may_be_target = false;  // whether "=" after the expression assigns to it
};

// Reads on until a token that ends the expression for the caller. Occurrences are kept back until
// the caller knows whether they are uses or targets. Lambdas and comprehensions get scopes of their
// own. Nesting costs memory, but no stack. For one thread.
class PythonExpressions {
 public:
  // Where read() stops outside brackets, besides assignments, ":", ";" and line ends.
  enum class Stop : uint8_t { kNowhereElse, kIn, kComma };

  PythonExpressions(PythonTokens& tokens, PythonScopes& scopes, const ImportScan& scan)
      : tokens_(tokens), scopes_(scopes), scan_(scan) {}

  // Where names are looked up and assigned.
  ScopeId scope() const { return scope_; }
  BlockId block() const { return block_; }
  void go_to(ScopeId scope, BlockId block) {
    scope_ = scope;
    block_ = block;
  }

  void read(Stop stop);
  // The next bracket has the parameters of this function.
  void expect_parameters(ScopeId function) { parameters_of_ = function; }

  // What becomes of the occurrences read so far: uses, or targets where they may be.
  void take_uses();
  void take_targets();
  // If the last read() found nothing but a name that may be a target, takes it away.
  std::optional<NameId> take_only_name();
  // What the expression that the last read() found means: a name with its attributes, or a call
  // that imports a module. Ask before its occurrences are taken.
  ValueId value();

  // The names that take_targets() or an "as" found. Given away.
  std::vector<NameId> targets() { return std::exchange(targets_, {}); }
  std::vector<NameUse> uses() { return std::exchange(uses_, {}); }

 private:
  enum class Kind : uint8_t { kDisplay, kCall, kSubscript, kLambda };
  // Of a comprehension, in the order of the source; kTargets and kRest can alternate.
  enum class Part : uint8_t { kNone, kElements, kFirstTargets, kFirstIterable, kTargets, kRest };
  // Whose targets the names directly within a bracket are.
  enum class Binds : uint8_t { kNothing, kStatement, kComprehension };
  struct Open {
    Kind kind = Kind::kDisplay;
    Part part = Part::kNone;
    Binds binds = Binds::kNothing;
    bool is_barrier = false;      // nothing within it is a target of "="
    bool has_parameters = false;  // of the function own_scope
    bool expects_parameter = false;
    ScopeId outer_scope = 0;  // to go back to
    ScopeId own_scope = 0;    // of a lambda or comprehension
  };
  // What was read since read() began, apart from parentheses around it.
  enum class Shape : uint8_t {
    kNothing,
    kModule,      // the "importlib." of importlib.import_module
    kName,        // a followed name, with its attributes
    kImportCall,  // import_call_
    kOther,
  };

  bool stops(Stop stop);
  void read_name();
  bool read_keyword(std::string_view keyword);
  bool read_parameter();
  void read_occurrence(NameId name);
  bool binds(NameId name, bool is_after_as, bool is_argument_begin);
  void read_import_call(std::string_view function);
  void read_operator();
  void read_formatted(const PythonToken& string);
  void open_bracket();
  void open_lambda();
  void push(const Open& open);
  void pop();
  void close_bracket();
  void close_lambdas();
  void assign_walruses(size_t depth);
  void begin_lambda_body();
  void set_shape(Shape shape);
  Open* top() { return open_.empty() ? nullptr : &open_.back(); }

  PythonTokens& tokens_;
  PythonScopes& scopes_;
  const ImportScan& scan_;
  ScopeId scope_ = 0;
  BlockId block_ = 0;
  std::vector<Open> open_;
  size_t brackets_ = 0;  // number of the open ones that are not lambdas
  size_t barriers_ = 0;  // number of the open ones that are barriers
  // Names before ":=", which are assigned after their values, and the number of open_ at them.
  std::vector<std::pair<NameId, size_t>> walruses_;
  bool binds_next_ = false;  // after "as"
  std::optional<ScopeId> parameters_of_;
  Shape shape_ = Shape::kNothing;
  std::optional<PythonImport> import_call_;
  size_t import_call_bracket_ = 0;  // its number of open brackets
  std::vector<NameUse> pending_;
  std::vector<NameUse> uses_;
  std::vector<NameId> targets_;
};

}  // namespace trawl
