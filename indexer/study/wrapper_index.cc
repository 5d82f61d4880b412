#include "indexer/study/wrapper_index.h"

#include <algorithm>

#include "indexer/python/names.h"

namespace trawl {
namespace {

// What follows a base in the header of a class. A piece of a file may end with the line.
bool may_follow_base(std::string_view rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\\"), rest.size()));
  return rest.empty() || std::string_view(",)#\r\n").find(rest.front()) != std::string_view::npos;
}

WrapperTables tables_of(const std::vector<Wrapper>& wrappers) {
  WrapperTables tables{wrappers, {}, {}, ProjectClasses(wrappers), {}};
  for (uint32_t i = 0; i < wrappers.size(); ++i) {
    const Wrapper& wrapper = wrappers[i];
    if (!wrapper.of_class.empty() || wrapper.kind != WrapperKind::kFunction) continue;
    add_wrapper_number(wrappers, i, &tables.in_file[wrapper.path][wrapper.name]);
    const std::string module = python_module_of(wrapper.path);
    if (module.empty()) continue;
    add_wrapper_number(wrappers, i, &tables.bound[module + "." + wrapper.name]);
  }
  return tables;
}

}  // namespace

WrapperIndex::WrapperIndex(const std::vector<Wrapper>& wrappers) : tables_(tables_of(wrappers)) {
  for (const Wrapper& wrapper : wrappers) {
    const bool is_method = !wrapper.of_class.empty();
    const std::string& name = is_method ? wrapper.of_class : wrapper.name;
    if (is_method || wrapper.kind != WrapperKind::kFunction) classes_.add(name, 0);
    add_name(name, wrapper.path);
  }
}

size_t WrapperIndex::number_of(const std::string& word) {
  words_.add(word, together_.size());
  const size_t number = *words_.find(word);
  if (number == together_.size()) together_.emplace_back();
  return number;
}

void WrapperIndex::add_name(const std::string& name, const std::string& path) {
  if (name.empty()) return;
  const std::string module = python_module_of(path);
  const std::string module_word = module.substr(module.rfind('.') + 1);
  if (module.empty()) return;
  new_modules_[module].insert(name);
  // Files come one after the other, so most modules are the last.
  if (tables_.modules.empty() || tables_.modules.back() != module) {
    tables_.modules.push_back(module);
  }
  const size_t of_name = number_of(name);
  const size_t of_module = number_of(module_word);
  together_[of_name].push_back(of_module);
  if (of_name != of_module) together_[of_module].push_back(of_name);
}

bool WrapperIndex::may_import(std::string_view source) const {
  std::vector<bool> seen(together_.size());
  return words_.any_in(source, [&](size_t word, size_t) {
    if (seen[word]) return false;
    seen[word] = true;
    return std::any_of(together_[word].begin(), together_[word].end(),
                       [&](size_t other) { return seen[other]; });
  });
}

bool WrapperIndex::defines(const std::string& path) const {
  return tables_.in_file.contains(path) || tables_.classes.has_wanted(path);
}

bool WrapperIndex::read(const std::string& path, std::string_view source) {
  if (source.size() > kMostResolvedBytes) return false;
  if (!defines(path) && !may_import(source)) return false;
  const bool may_derive = classes_.any_in(
      source, [&](size_t, size_t end) { return may_follow_base(source.substr(end)); });
  if (!may_derive && !tables_.classes.has_wanted(path)) return true;
  for (const std::string& name : tables_.classes.read(path, source)) {
    classes_.add(name, 0);
    add_name(name, path);
  }
  return true;
}

std::vector<WrapperCall> WrapperIndex::uses_in(const std::string& path,
                                               std::string_view source) const {
  if (source.size() > kMostResolvedBytes) return {};
  const bool imports = may_import(source);
  if (!imports && !defines(path)) return {};
  std::vector<WrapperCall> uses;
  for (const auto& [line, number] : wrapper_uses(tables_, path, source, imports)) {
    uses.push_back({number, line, ""});
  }
  return uses;
}

}  // namespace trawl
