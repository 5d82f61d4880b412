#include "indexer/study/unbound_calls.h"

#include <string>
#include <vector>

#include "indexer/python/calls.h"
#include "indexer/python/names.h"
#include "indexer/python/values.h"

namespace trawl {
namespace {

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

// The class that a call makes an object of.
const WrapperGroup* made_by(const PythonCall& call, const WrapperGroups* own,
                            const MadeObjects& made) {
  if (call.receiver.empty()) {
    if (const WrapperGroup* const group = group_of(own, call.name)) return group;
  }
  return made.class_of(call);
}

// Adds calls of methods through names that hold objects. python_value_calls() follows values of
// named calls, so each class goes by a number here: "3.Group" is a call of it under any name.
void add_object_calls(std::string_view source, const std::vector<PythonCall>& calls,
                      const WrapperGroups* own, const MadeObjects& made, FoundCalls* found) {
  std::vector<const WrapperGroup*> groups;
  std::map<const WrapperGroup*, size_t> numbers;
  std::vector<PythonName> names;
  for (const PythonCall& call : calls) {
    const WrapperGroup* const group = made_by(call, own, made);
    if (group == nullptr) continue;
    const auto [number, is_new] = numbers.try_emplace(group, groups.size());
    if (is_new) groups.push_back(group);
    names.push_back({call.line, NameKind::kCall,
                     std::to_string(number->second) + "." + std::string(call.name)});
  }
  if (names.empty()) return;
  for (const PythonName& call : python_value_calls(source, names)) {
    const WrapperGroup& group = *groups[std::stoul(call.name)];
    add_numbers(group, call.name.substr(call.name.rfind('.') + 1), call.line, found);
  }
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

void MadeObjects::add(uint64_t line, std::string_view name, const WrapperGroup* group) {
  lines_[line].by_name.emplace(name, group);
}

void MadeObjects::read_names(const std::vector<PythonCall>& calls) {
  for (const PythonCall& call : calls) {
    const auto at = lines_.find(call.line);
    if (at != lines_.end() && at->second.by_name.contains(call.name)) at->second.is_written = true;
  }
}

const WrapperGroup* MadeObjects::class_of(const PythonCall& call) const {
  const auto at = lines_.find(call.line);
  if (at == lines_.end()) return nullptr;
  const auto& [by_name, is_written] = at->second;
  const auto named = by_name.find(call.name);
  if (named != by_name.end()) return named->second;
  return is_written || by_name.size() > 1 ? nullptr : by_name.begin()->second;
}

void add_unbound_calls(std::string_view source, const WrapperGroups* own,
                       const OuterFunctions& functions, MadeObjects made, FoundCalls* found) {
  const std::vector<PythonCall> calls = python_calls(source);
  made.read_names(calls);
  for (const PythonCall& call : calls) {
    const WrapperGroup* const group = own_group(call, own, functions);
    if (group != nullptr) add_numbers(*group, call.name, call.line, found);
  }
  add_object_calls(source, calls, own, made, found);
}

}  // namespace trawl
