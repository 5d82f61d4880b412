#include "indexer/python/scopes.h"

#include <algorithm>
#include <limits>

#include "indexer/python/tokens.h"

namespace trawl {
namespace {

// Limits that keep time linear for any source. Python itself nests no deeper than 100 indentations
// and 200 brackets.
constexpr uint32_t kDeepestScope = 200;
constexpr size_t kMostAlternatives = 16;
constexpr size_t kMostKept = 4;          // alternatives of an assigned name
constexpr size_t kMostAssignments = 64;  // looked at for one use

uint64_t key_of(ScopeId scope, NameId name) {
  return uint64_t{scope} << 32 | name;
}

}  // namespace

PythonScopes::PythonScopes()
    : scopes_{{ScopeKind::kModule, 0, 0}},
      last_within_{std::numeric_limits<BlockId>::max()},
      values_(1) {}

ScopeId PythonScopes::open_scope(ScopeKind kind, ScopeId parent) {
  const uint32_t depth = scopes_[parent].depth + 1;
  if (depth > kDeepestScope) return parent;
  scopes_.push_back({kind, parent, depth});
  return static_cast<ScopeId>(scopes_.size() - 1);
}

BlockId PythonScopes::open_block() {
  const auto block = static_cast<BlockId>(last_within_.size());
  last_within_.push_back(block);
  return block;
}

void PythonScopes::close_block(BlockId block) {
  last_within_[block] = static_cast<BlockId>(last_within_.size() - 1);
}

ValueId PythonScopes::imported(std::string_view name) {
  values_.emplace_back().emplace_back(name);
  return static_cast<ValueId>(values_.size() - 1);
}

ValueId PythonScopes::attribute_of(NameId name, const NamePlace& place, std::string attributes) {
  values_.emplace_back();
  const auto value = static_cast<ValueId>(values_.size() - 1);
  attributes_.push_back({value, name, place, std::move(attributes)});
  return value;
}

void PythonScopes::assign(NameId name, ScopeId scope, BlockId block, ValueId value) {
  const auto declared = declared_.find(key_of(scope, name));
  if (declared != declared_.end()) scope = declared->second;
  assignments_[key_of(scope, name)].push_back({time_++, block, value});
}

void PythonScopes::declare_global(NameId name, ScopeId scope) {
  if (scope != 0) declared_[key_of(scope, name)] = 0;
}

void PythonScopes::declare_nonlocal(NameId name, ScopeId scope) {
  for (ScopeId each = scope; each != 0;) {
    each = scopes_[each].parent;
    if (scopes_[each].kind == ScopeKind::kFunction && assignments_of(name, each) != nullptr) {
      declared_[key_of(scope, name)] = each;
      return;
    }
  }
}

ScopeId PythonScopes::scope_around_comprehensions(ScopeId scope) const {
  while (scopes_[scope].kind == ScopeKind::kComprehension) scope = scopes_[scope].parent;
  return scope;
}

// What such a name means may need the attributes of others, usually of earlier ones. So the second
// round is for functions that use what the module assigns later.
void PythonScopes::resolve_attributes() {
  for (int round = 0; round < 2; ++round) {
    for (const Attribute& each : attributes_) {
      std::vector<std::string> names;
      for (const std::string_view meaning : meanings(each.name, each.place)) {
        if (names.size() == kMostKept) break;
        if (meaning.size() + each.attributes.size() > kLongestName) continue;
        names.push_back(std::string(meaning) + each.attributes);
      }
      values_[each.value] = std::move(names);
    }
  }
}

std::vector<std::string_view> PythonScopes::meanings(NameId name, const NamePlace& place) {
  bool runs_later = false;
  ScopeId scope = place.scope;
  for (;;) {
    ++steps_;
    const Scope& here = scopes_[scope];
    const auto declared = declared_.find(key_of(scope, name));
    if (declared != declared_.end()) {
      runs_later = runs_later || here.kind == ScopeKind::kFunction;
      scope = declared->second;
      continue;
    }
    const std::vector<Assignment>* assignments = assignments_of(name, scope);
    const uint32_t before = runs_later ? std::numeric_limits<uint32_t>::max() : place.time;
    if (assignments != nullptr && here.kind == ScopeKind::kClass) {
      // Functions in a class do not see its names, and it sees those around it before it assigns.
      if (scope != place.scope || assignments->front().time >= before) assignments = nullptr;
    }
    if (assignments != nullptr) return last_values(*assignments, before, place.block);
    if (scope == 0) return {};
    runs_later = runs_later || here.kind == ScopeKind::kFunction;
    scope = here.parent;
  }
}

const std::vector<PythonScopes::Assignment>* PythonScopes::assignments_of(NameId name,
                                                                          ScopeId scope) const {
  const auto found = assignments_.find(key_of(scope, name));
  return found == assignments_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> PythonScopes::last_values(const std::vector<Assignment>& assignments,
                                                        uint32_t before, BlockId block) {
  std::vector<std::string_view> names;
  auto at = std::partition_point(assignments.begin(), assignments.end(),
                                 [&](const Assignment& each) { return each.time < before; });
  for (size_t looked_at = 0; at != assignments.begin() && looked_at < kMostAssignments;
       ++looked_at) {
    ++steps_;
    --at;
    for (const std::string& name : values_[at->value]) {
      if (names.size() == kMostAlternatives) return names;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    const bool is_around = at->block <= block && block <= last_within_[at->block];
    if (is_around) break;
  }
  return names;
}

}  // namespace trawl
