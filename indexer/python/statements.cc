#include "indexer/python/statements.h"

#include <utility>

#include "indexer/python/import_statement.h"

namespace trawl {
namespace {

using Stop = PythonExpressions::Stop;

bool begins_other_header(std::string_view word) {
  for (const std::string_view each : {"if", "elif", "else", "while", "try", "finally", "with"}) {
    if (word == each) return true;
  }
  return false;
}

}  // namespace

PythonStatements::PythonStatements(std::string_view source, const ImportScan& scan,
                                   PythonScopes& scopes)
    : tokens_(source), scan_(scan), scopes_(scopes), expressions_(tokens_, scopes_, scan_) {}

std::vector<NameUse> PythonStatements::run() {
  while (!tokens_.is_at_end()) read_line();
  while (!bodies_.empty()) close_body();
  return expressions_.uses();
}

void PythonStatements::read_line() {
  begin_line();
  while (!tokens_.is_at_line_end()) {
    read_statement();
    tokens_.accept(";");
  }
  while (!bodies_.empty() && bodies_.back().is_inline) close_body();
  if (!tokens_.is_at_end()) tokens_.advance();
}

// Closes the bodies that the line is not in, and opens the one that it begins.
void PythonStatements::begin_line() {
  const uint32_t indentation = tokens_.indentation();
  std::optional<Header> header = std::exchange(header_, std::nullopt);
  if (header && header->indentation < indentation) return open_body(std::move(*header), false);
  while (!bodies_.empty() && bodies_.back().header.indentation >= indentation) close_body();
}

void PythonStatements::read_statement() {
  if (tokens_.is("async")) tokens_.advance();
  if (tokens_.is("import") || tokens_.is("from")) {
    read_imports();
  } else if (tokens_.is("global") || tokens_.is("nonlocal")) {
    read_declaration();
  } else if (tokens_.is("del")) {
    read_deletion();
  } else if (tokens_.is("def")) {
    read_function();
  } else if (tokens_.is("class")) {
    read_class();
  } else if (tokens_.is("for")) {
    read_for();
  } else if (tokens_.is("except")) {
    read_except();
  } else if (begins_other_header(tokens_.token().text)) {
    read_other_header();
  } else {
    read_simple();
  }
}

void PythonStatements::read_imports() {
  for (const PythonImport& each : read_import(tokens_)) {
    const std::optional<NameId> name = followed(each.bound);
    if (!name) continue;
    const std::string_view meaning = each.meaning();
    const ValueId value = scan_.is_wanted(meaning) ? scopes_.imported(meaning) : kUnknownValue;
    assign({*name}, value);
  }
  // What Python would refuse.
  if (!tokens_.is_at_line_end() && !tokens_.is(";")) read_simple();
}

void PythonStatements::read_declaration() {
  const bool is_global = tokens_.is("global");
  do {
    tokens_.advance();
    const std::optional<NameId> name = followed(tokens_.token().text);
    if (tokens_.is_at_line_end()) break;
    tokens_.advance();
    if (!name) continue;
    if (is_global) {
      scopes_.declare_global(*name, expressions_.scope());
    } else {
      scopes_.declare_nonlocal(*name, expressions_.scope());
    }
  } while (tokens_.is(","));
}

void PythonStatements::read_deletion() {
  tokens_.advance();
  expressions_.read(Stop::kNowhereElse);
  expressions_.take_targets();
  assign(expressions_.targets(), kUnknownValue);
}

// Default values and annotations belong to the scope around the function.
void PythonStatements::read_function() {
  tokens_.advance();
  const std::optional<NameId> name = followed(tokens_.token().text);
  if (tokens_.is_name()) tokens_.advance();
  const ScopeId scope = scopes_.open_scope(ScopeKind::kFunction, expressions_.scope());
  expressions_.expect_parameters(scope);
  read_to_colon();
  expressions_.take_uses();
  if (name) assign({*name}, kUnknownValue);
  end_header({tokens_.indentation(), scope, {}, {}});
}

void PythonStatements::read_class() {
  tokens_.advance();
  const std::optional<NameId> name = followed(tokens_.token().text);
  if (tokens_.is_name()) tokens_.advance();
  read_to_colon();
  expressions_.take_uses();
  const ScopeId scope = scopes_.open_scope(ScopeKind::kClass, expressions_.scope());
  end_header({tokens_.indentation(), scope, name, {}});
}

void PythonStatements::read_for() {
  tokens_.advance();
  expressions_.read(Stop::kIn);
  expressions_.take_targets();
  std::vector<NameId> targets = expressions_.targets();
  read_to_colon();
  expressions_.take_uses();
  assign(targets, kUnknownValue);
  end_header({tokens_.indentation(), expressions_.scope(), {}, {}});
}

// The name of the exception is bound only within the body. Python 2: except E, name:
void PythonStatements::read_except() {
  tokens_.advance();
  expressions_.read(Stop::kComma);
  std::vector<NameId> targets;
  while (tokens_.accept(",")) {
    expressions_.read(Stop::kComma);
    if (!tokens_.is(":")) continue;
    if (const std::optional<NameId> name = expressions_.take_only_name()) targets.push_back(*name);
  }
  read_to_colon();
  expressions_.take_uses();
  for (const NameId each : expressions_.targets()) targets.push_back(each);
  end_header({tokens_.indentation(), expressions_.scope(), {}, std::move(targets)});
}

void PythonStatements::read_other_header() {
  tokens_.advance();
  read_to_colon();
  expressions_.take_uses();
  assign(expressions_.targets(), kUnknownValue);
  end_header({tokens_.indentation(), expressions_.scope(), {}, {}});
}

void PythonStatements::add_only_name(std::vector<NameId>* names) {
  if (const std::optional<NameId> name = expressions_.take_only_name()) names->push_back(*name);
}

// An assignment takes effect at its end, after its value was computed.
void PythonStatements::read_simple() {
  std::vector<NameId> only_targets;  // those that are the whole value
  for (bool is_first = true;; is_first = false) {
    expressions_.read(Stop::kNowhereElse);
    if (tokens_.is(":")) {
      if (is_first) add_only_name(&only_targets);
      expressions_.take_uses();
      tokens_.advance();
      // "match x:", or another statement with a body whose first word is not a keyword of Python 2.
      if (tokens_.is_at_line_end()) {
        return end_header({tokens_.indentation(), expressions_.scope(), {}, {}});
      }
      read_annotation();
      break;
    }
    if (tokens_.is_at_line_end() || tokens_.is(";")) break;
    if (tokens_.is("=")) add_only_name(&only_targets);
    expressions_.take_targets();
    tokens_.advance();
  }
  const ValueId value = only_targets.empty() ? kUnknownValue : expressions_.value();
  expressions_.take_uses();
  assign(only_targets, value);
  assign(expressions_.targets(), kUnknownValue);
}

// After "name:", up to the value or the end.
void PythonStatements::read_annotation() {
  for (;;) {
    expressions_.read(Stop::kNowhereElse);
    if (tokens_.is_at_line_end() || tokens_.is(";")) return;
    expressions_.take_uses();
    tokens_.advance();
  }
}

void PythonStatements::read_to_colon() {
  expressions_.read(Stop::kNowhereElse);
  // An assignment here would be refused by Python.
  while (!tokens_.is(":") && !tokens_.is_at_line_end() && !tokens_.is(";")) {
    tokens_.advance();
    expressions_.read(Stop::kNowhereElse);
  }
}

// The token is the colon, unless the header is broken: then it has no body.
void PythonStatements::end_header(Header header) {
  tokens_.accept(":");
  if (!tokens_.is_at_line_end()) {
    open_body(std::move(header), true);
  } else {
    header_ = std::move(header);
  }
}

void PythonStatements::open_body(Header header, bool is_inline) {
  const BlockId block = scopes_.open_block();
  bodies_.push_back(
      {std::move(header), is_inline, block, expressions_.scope(), expressions_.block()});
  const Header& opened = bodies_.back().header;
  expressions_.go_to(opened.scope, block);
  assign(opened.targets, kUnknownValue);
}

void PythonStatements::close_body() {
  const Body body = std::move(bodies_.back());
  bodies_.pop_back();
  scopes_.close_block(body.block);
  expressions_.go_to(body.outer_scope, body.outer_block);
  if (body.header.class_name) assign({*body.header.class_name}, kUnknownValue);
}

void PythonStatements::assign(const std::vector<NameId>& names, ValueId value) {
  for (const NameId name : names) {
    scopes_.assign(name, expressions_.scope(), expressions_.block(), value);
  }
}

std::optional<NameId> PythonStatements::followed(std::string_view name) const {
  const auto found = scan_.followed.find(name);
  if (found == scan_.followed.end()) return std::nullopt;
  return found->second;
}

}  // namespace trawl
