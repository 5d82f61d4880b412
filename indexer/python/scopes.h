// What names mean at places of a Python source, by what is assigned to them where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trawl {

enum class ScopeKind : uint8_t {
  kModule,
  kClass,
  kFunction,  // or lambda: runs later, when the scopes around it may have changed
  kComprehension,
};

using ScopeId = uint32_t;  // 0 is the module
using BlockId = uint32_t;  // 0 is the whole source
using NameId = uint32_t;
using ValueId = uint32_t;

inline constexpr ValueId kUnknownValue = 0;

struct NamePlace {
  ScopeId scope = 0;
  BlockId block = 0;
  uint32_t time = 0;  // later places of the source have larger ones
};

// Filled in the order of the source, and asked afterwards. A name means what was last assigned to
// it in the innermost scope that assigns it, where a function counts as run after all of the scope
// around it. An assignment ends earlier ones for places in its block and in blocks within it, and
// is an alternative for others, for example after a "try" that imports and an "except" that does
// something else. For one thread.
class PythonScopes {
 public:
  PythonScopes();

  // Scopes nested deeper than Python allows are their parents.
  ScopeId open_scope(ScopeKind kind, ScopeId parent);
  // Blocks nest: the one that was opened last is closed first.
  BlockId open_block();
  void close_block(BlockId block);

  NamePlace now(ScopeId scope, BlockId block) { return {scope, block, time_++}; }

  ValueId imported(std::string_view name);
  // An attribute such as ".b.c" of what a name means, or "" for the name itself.
  ValueId attribute_of(NameId name, const NamePlace& place, std::string attributes);

  void assign(NameId name, ScopeId scope, BlockId block, ValueId value);
  void declare_global(NameId name, ScopeId scope);
  void declare_nonlocal(NameId name, ScopeId scope);
  // The scope in which a comprehension's := assigns.
  ScopeId scope_around_comprehensions(ScopeId scope) const;

  // Call it after everything was assigned, before meanings().
  void resolve_attributes();
  // Full names; none if it is not known. Valid as long as the object.
  std::vector<std::string_view> meanings(NameId name, const NamePlace& place);
  // The number of scopes and assignments looked at so far, for tests.
  uint64_t steps() const { return steps_; }

 private:
  struct Scope {
    ScopeKind kind;
    ScopeId parent;
    uint32_t depth;
  };
  struct Assignment {
    uint32_t time;
    BlockId block;
    ValueId value;
  };
  struct Attribute {
    ValueId value;
    NameId name;
    NamePlace place;
    std::string attributes;
  };

  const std::vector<Assignment>* assignments_of(NameId name, ScopeId scope) const;
  std::vector<std::string_view> last_values(const std::vector<Assignment>& assignments,
                                            uint32_t before, BlockId block);

  uint32_t time_ = 1;
  uint64_t steps_ = 0;
  std::vector<Scope> scopes_;
  std::vector<BlockId> last_within_;              // for each block, the last one within it
  std::vector<std::vector<std::string>> values_;  // for each value, its full names
  std::vector<Attribute> attributes_;
  // The keys are a scope and a name.
  std::unordered_map<uint64_t, std::vector<Assignment>> assignments_;
  std::unordered_map<uint64_t, ScopeId> declared_;
};

}  // namespace trawl
