// Reads the statements of a Python source: scopes, blocks, and what is assigned where.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/python/expressions.h"
#include "indexer/python/import_scan.h"
#include "indexer/python/scopes.h"
#include "indexer/python/tokens.h"

namespace trawl {

// One object, one call of run().
class PythonStatements {
 public:
  // All three must outlive the object.
  PythonStatements(std::string_view source, const ImportScan& scan, PythonScopes& scopes);

  // Fills the scopes, and returns the uses of followed names.
  std::vector<NameUse> run();

 private:
  // A statement with a body, and what holds in its body.
  struct Header {
    uint32_t indentation = 0;
    ScopeId scope = 0;
    std::optional<NameId> class_name;  // assigned when the body ends
    std::vector<NameId> targets;       // assigned when it begins
  };
  struct Body {
    Header header;
    bool is_inline = false;  // on the line of the header
    BlockId block = 0;
    ScopeId outer_scope = 0;
    BlockId outer_block = 0;
  };

  void read_line();
  void begin_line();
  void read_statement();
  void read_imports();
  void read_declaration();
  void read_deletion();
  void read_function();
  void read_class();
  void read_for();
  void read_except();
  void read_other_header();
  // Adds the name that is all of the expression, if it is one.
  void add_only_name(std::vector<NameId>* names);
  void read_simple();
  void read_annotation();
  void read_to_colon();
  void end_header(Header header);
  void open_body(Header header, bool is_inline);
  void close_body();
  void assign(const std::vector<NameId>& names, ValueId value);
  std::optional<NameId> followed(std::string_view name) const;

  PythonTokens tokens_;
  const ImportScan& scan_;
  PythonScopes& scopes_;
  PythonExpressions expressions_;
  std::optional<Header> header_;  // of the line before, if its body is to follow
  std::vector<Body> bodies_;
};

}  // namespace trawl
