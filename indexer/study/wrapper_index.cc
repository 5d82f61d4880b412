#include "indexer/study/wrapper_index.h"

#include <algorithm>
#include <utility>

#include "indexer/python/calls.h"
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

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The name that ends at `end`; empty if there is none.
std::string_view name_before(std::string_view text, size_t end) {
  size_t begin = end;
  while (begin > 0 && is_name_byte(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

// The method's class if the line is in a method of one.
std::string_view class_at(const std::vector<PythonFunction>& functions, uint64_t line) {
  for (const PythonFunction& function : functions) {
    if (function.is_nested || line < function.first_line || line > function.last_line) continue;
    return function.of_class;
  }
  return {};
}

template <class Map>
const std::vector<uint32_t>& numbers_at(const Map& map, std::string_view name) {
  static const std::vector<uint32_t> kNone;
  const auto at = map.find(name);
  return at == map.end() ? kNone : at->second;
}

}  // namespace

WrapperIndex::WrapperIndex(const std::vector<Wrapper>& wrappers) : wrappers_(wrappers) {
  std::set<std::string> roots;
  for (uint32_t i = 0; i < wrappers.size(); ++i) {
    const Wrapper& wrapper = wrappers[i];
    by_path_[wrapper.path].push_back(i);
    if (!wrapper.of_class.empty()) {
      methods_[wrapper.name].push_back(i);
      classes_.insert(wrapper.of_class);
      continue;
    }
    functions_[wrapper.name].push_back(i);
    const std::string module = module_of(wrapper.path);
    if (module.empty()) continue;
    bound_[module + "." + wrapper.name].push_back(i);
    roots.insert(module.substr(0, module.find('.')));
  }
  roots_.assign(roots.begin(), roots.end());
}

std::set<std::string> WrapperIndex::texts_of_calls() const {
  std::set<std::string> texts;
  for (const std::string& name : classes_) texts.insert(name + "(");
  for (const auto& [name, numbers] : functions_) {
    texts.insert(name + "(");
    texts.insert(name + " as ");
  }
  return texts;
}

void WrapperIndex::add_receivers(std::string_view text) {
  for (size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    if (!classes_.contains(name_before(text, at))) continue;
    const size_t begin = text.rfind('\n', at) + 1;  // npos + 1 is 0
    for (const PythonCall& call : python_calls(text.substr(begin, at + 1 - begin))) {
      if (call.target.empty() || !classes_.contains(call.name)) continue;
      receivers_[std::string(call.target)].insert(std::string(call.name));
    }
  }
}

std::set<std::string> WrapperIndex::texts_of_method_calls() const {
  std::set<std::string> texts;
  for (const auto& [receiver, classes] : receivers_) {
    for (const Wrapper& wrapper : wrappers_) {
      if (classes.contains(wrapper.of_class)) texts.insert(receiver + "." + wrapper.name + "(");
    }
  }
  return texts;
}

bool WrapperIndex::may_call(std::string_view text) const {
  for (size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    const std::string_view name = name_before(text, at);
    if (name.empty()) continue;
    if (functions_.contains(name)) return true;
    const size_t begin = at - name.size();
    if (begin != 0 && text[begin - 1] == '.' && methods_.contains(name) &&
        receivers_.contains(name_before(text, begin - 1))) {
      return true;
    }
  }
  constexpr std::string_view kAs = " as ";
  for (size_t at = text.find(kAs); at != std::string_view::npos; at = text.find(kAs, at + 1)) {
    if (functions_.contains(name_before(text, at))) return true;
  }
  return false;
}

// Calls through names that imports bind.
void WrapperIndex::add_bound_calls(std::string_view source,
                                   std::set<std::pair<uint64_t, uint32_t>>* found) const {
  if (roots_.empty()) return;
  for (const PythonName& name : python_names(source, roots_)) {
    if (name.kind != NameKind::kCall) continue;
    for (const uint32_t number : numbers_at(bound_, name.name)) found->emplace(name.line, number);
  }
}

void WrapperIndex::add_written_calls(const std::string& path, std::string_view source,
                                     const std::vector<PythonFunction>& functions,
                                     std::set<std::pair<uint64_t, uint32_t>>* found) const {
  for (const PythonCall& call : python_calls(source)) {
    if (call.receiver.empty()) {
      for (const uint32_t number : numbers_at(functions_, call.name)) {
        if (wrappers_[number].path == path) found->emplace(call.line, number);
      }
      continue;
    }
    const std::vector<uint32_t>& methods = numbers_at(methods_, call.name);
    if (methods.empty()) continue;
    const bool is_self = call.receiver == "self" || call.receiver == "cls";
    const auto classes = receivers_.find(call.receiver);
    for (const uint32_t number : methods) {
      const Wrapper& wrapper = wrappers_[number];
      const bool is_called =
          is_self ? wrapper.path == path && class_at(functions, call.line) == wrapper.of_class
                  : classes != receivers_.end() && classes->second.contains(wrapper.of_class);
      if (is_called) found->emplace(call.line, number);
    }
  }
}

// Whether the line is one of the wrapper itself.
bool WrapperIndex::is_own_line(const std::string& path,
                               const std::vector<PythonFunction>& functions, uint64_t line,
                               const Wrapper& wrapper) const {
  if (wrapper.path != path) return false;
  return std::any_of(functions.begin(), functions.end(), [&](const PythonFunction& function) {
    return function.first_line == wrapper.line && function.first_line <= line &&
           line <= function.last_line;
  });
}

std::vector<WrapperCall> WrapperIndex::calls_in(const std::string& path,
                                                std::string_view source) const {
  const std::vector<PythonFunction> functions =
      defines_wrappers(path) ? python_functions(source) : std::vector<PythonFunction>();
  std::set<std::pair<uint64_t, uint32_t>> found;  // line, wrapper
  add_bound_calls(source, &found);
  add_written_calls(path, source, functions, &found);
  std::vector<WrapperCall> calls;
  for (const auto& [line, number] : found) {
    if (!is_own_line(path, functions, line, wrappers_[number])) calls.push_back({number, line, ""});
  }
  return calls;
}

}  // namespace trawl
