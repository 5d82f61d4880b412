#include "indexer/study/unbound_calls.h"

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

// What holds an object of which class. A name that the file gives several kinds of values holds
// none for certain: nullptr.
class Receivers {
 public:
  Receivers(const PythonCalls& calls, const WrapperGroups* own, const MadeObjects& made) {
    for (const PythonCall& call : calls.calls) {
      if (call.target.empty() || calls.rebound.contains(call.target)) continue;
      const WrapperGroup* const group = class_of(call, own, made);
      const auto [receiver, is_new] = receivers_.try_emplace(call.target, group);
      if (!is_new && receiver->second != group) receiver->second = nullptr;
    }
  }

  const WrapperGroup* class_of(std::string_view name) const {
    const auto at = receivers_.find(name);
    return at == receivers_.end() ? nullptr : at->second;
  }

 private:
  // The class that the call makes an object of.
  static const WrapperGroup* class_of(const PythonCall& call, const WrapperGroups* own,
                                      const MadeObjects& made) {
    if (call.receiver.empty()) {
      if (const WrapperGroup* const group = group_of(own, call.name)) return group;
    }
    return made.class_of(call);
  }

  std::map<std::string_view, const WrapperGroup*> receivers_;
};

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

void add_unbound_calls(const PythonCalls& calls, const WrapperGroups* own,
                       const OuterFunctions& functions, const MadeObjects& made,
                       FoundCalls* found) {
  const Receivers receivers(calls, own, made);
  for (const PythonCall& call : calls.calls) {
    for (const WrapperGroup* const group :
         {own_group(call, own, functions), receivers.class_of(call.receiver)}) {
      if (group != nullptr) add_numbers(*group, call.name, call.line, found);
    }
  }
}

}  // namespace trawl
