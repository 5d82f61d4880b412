#include "indexer/study/wrapper_index.h"

#include <algorithm>
#include <utility>

#include "indexer/python/functions.h"
#include "indexer/python/lexer.h"
#include "indexer/python/names.h"

namespace trawl {
namespace {

// "nova.utils" for nova/utils.py, "nova" for nova/__init__.py; empty for what no import can name.
std::string module_of(std::string_view path) {
  constexpr std::string_view kSuffix = ".py";
  constexpr std::string_view kPackage = "/__init__";
  constexpr std::string_view kSourceFolder = "src/";
  if (!path.ends_with(kSuffix)) return "";
  path.remove_suffix(kSuffix.size());
  if (path.ends_with(kPackage)) path.remove_suffix(kPackage.size());
  if (path.starts_with(kSourceFolder)) path.remove_prefix(kSourceFolder.size());
  std::string module(path);
  std::replace(module.begin(), module.end(), '/', '.');
  return module;
}

using Numbers = std::vector<uint32_t>;

// Adds a wrapper unless its pattern has one of these already.
void add_number(const std::vector<Wrapper>& wrappers, uint32_t number, Numbers* numbers) {
  const bool is_there = std::any_of(numbers->begin(), numbers->end(), [&](uint32_t other) {
    return wrappers[other].pattern == wrappers[number].pattern;
  });
  if (!is_there) numbers->push_back(number);
}

// Whether the line is one of the wrapper itself, or of another definition of its name.
// REQUIRES: the functions are those of the wrapper's file.
bool is_within(const Wrapper& wrapper, const OuterFunctions& functions, uint64_t line) {
  const PythonFunction* const around = functions.at(line);
  return around != nullptr && around->name == wrapper.name && around->of_class == wrapper.of_class;
}

}  // namespace

WrapperIndex::WrapperIndex(const std::vector<Wrapper>& wrappers) : wrappers_(wrappers) {
  std::set<std::string> roots;
  for (uint32_t i = 0; i < wrappers.size(); ++i) {
    const Wrapper& wrapper = wrappers[i];
    const bool is_function = wrapper.of_class.empty();
    const std::string& name = is_function ? wrapper.name : wrapper.of_class;
    names_.insert(name);
    WrapperGroup& group = groups_[wrapper.path][wrapper.of_class];
    add_number(wrappers, i, &group.by_name[wrapper.name]);
    const std::string module = module_of(wrapper.path);
    if (module.empty()) continue;
    roots.insert(module.substr(0, module.find('.')));
    if (is_function) {
      add_number(wrappers, i, &bound_functions_[module + "." + name]);
    } else {
      bound_classes_.emplace(module + "." + name, &group);
    }
  }
  roots_.assign(roots.begin(), roots.end());
}

bool WrapperIndex::has_name(std::string_view text) const {
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && is_python_name_byte(text[end])) ++end;
    if (end > begin && names_.contains(text.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

std::vector<WrapperCall> WrapperIndex::calls_in(const std::string& path,
                                                std::string_view source) const {
  if (source.size() > kMostResolvedBytes) return {};
  const auto own = groups_.find(path);
  const OuterFunctions functions(own == groups_.end() ? std::string_view() : source);
  FoundCalls found;
  std::vector<PythonName> made;  // calls of imported classes, which make objects
  for (PythonName& name : python_names(source, roots_)) {
    if (name.kind != NameKind::kCall) continue;
    const auto of_function = bound_functions_.find(name.name);
    if (of_function != bound_functions_.end()) {
      for (const uint32_t number : of_function->second) found.emplace(name.line, number);
    } else if (bound_classes_.contains(name.name)) {
      made.push_back(std::move(name));
    }
  }
  if (own != groups_.end() || !made.empty()) {
    add_unbound_calls(source, own == groups_.end() ? nullptr : &own->second, functions,
                      bound_classes_, std::move(made), &found);
  }
  std::vector<WrapperCall> calls;
  for (const auto& [line, number] : found) {
    const Wrapper& wrapper = wrappers_[number];
    if (wrapper.path == path && is_within(wrapper, functions, line)) continue;
    calls.push_back({number, line, ""});
  }
  return calls;
}

}  // namespace trawl
