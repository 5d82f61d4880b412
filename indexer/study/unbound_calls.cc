#include "indexer/study/unbound_calls.h"

#include <string>
#include <vector>

#include "indexer/python/calls.h"
#include "indexer/python/values.h"

namespace trawl {
namespace {

// What stands between a class and a method that is called on an object of it.
constexpr std::string_view kReturned = "().";

void add_numbers(const WrapperGroup& group, std::string_view name, uint64_t line,
                 FoundCalls* found) {
  const auto at = group.by_name.find(name);
  if (at == group.by_name.end()) return;
  for (const uint32_t number : at->second) found->emplace(line, number);
}

const WrapperGroup* group_of(const WrapperGroups* groups, std::string_view name) {
  if (groups == nullptr) return nullptr;
  const auto at = groups->find(name);
  return at == groups->end() ? nullptr : &at->second;
}

// What a call may be of: the functions of this file, or through `self` the methods of the class.
const WrapperGroup* own_group(const PythonCall& call, const WrapperGroups* own,
                              const OuterFunctions& functions) {
  if (call.receiver.empty()) return group_of(own, "");
  if (call.receiver != "self" && call.receiver != "cls") return nullptr;
  const PythonFunction* const around = functions.at(call.line);
  if (around == nullptr || around->of_class.empty()) return nullptr;
  return group_of(own, around->of_class);
}

}  // namespace

void add_unbound_calls(std::string_view source, const WrapperGroups* own,
                       const OuterFunctions& functions, const BoundClasses& bound,
                       std::vector<PythonName> made, FoundCalls* found) {
  for (const PythonCall& call : python_calls(source)) {
    const WrapperGroup* const group = own_group(call, own, functions);
    if (group != nullptr) add_numbers(*group, call.name, call.line, found);
    // A class of this file has no module before its dot.
    if (call.receiver.empty() && group_of(own, call.name) != nullptr) {
      made.push_back({call.line, NameKind::kCall, "." + std::string(call.name)});
    }
  }
  for (const PythonName& call : python_value_calls(source, made)) {
    const size_t end = call.name.rfind(kReturned);
    const std::string of_class = call.name.substr(0, end);
    const WrapperGroup* const group =
        of_class.starts_with('.') ? group_of(own, of_class.substr(1)) : bound.at(of_class);
    add_numbers(*group, call.name.substr(end + kReturned.size()), call.line, found);
  }
}

}  // namespace trawl
