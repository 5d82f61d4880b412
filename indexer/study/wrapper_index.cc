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

template <class Map>
const std::vector<uint32_t>& numbers_at(const Map& map, std::string_view name) {
  static const std::vector<uint32_t> kNone;
  const auto at = map.find(name);
  return at == map.end() ? kNone : at->second;
}

using Numbers = std::vector<uint32_t>;

// A file, and the wrappers that it defines.
struct FileView {
  FileView(std::string_view text, Numbers defined)
      : source(text),
        own(std::move(defined)),
        functions(own.empty() ? std::vector<PythonFunction>() : python_functions(text)) {}

  // The class of the method that the line is in; empty if it is in none.
  std::string_view class_at(uint64_t line) const {
    for (const PythonFunction& function : functions) {
      if (function.is_nested || line < function.first_line || line > function.last_line) continue;
      return function.of_class;
    }
    return {};
  }
  // Whether the line is one of the wrapper itself.
  bool is_within(const Wrapper& wrapper, const std::string& path, uint64_t line) const {
    if (wrapper.path != path) return false;
    return std::any_of(functions.begin(), functions.end(), [&](const PythonFunction& function) {
      return function.first_line == wrapper.line && function.first_line <= line &&
             line <= function.last_line;
    });
  }

  std::string_view source;
  Numbers own;
  std::vector<PythonFunction> functions;
};

// Finds the calls of a file that no import binds. One object, one call of add_to().
class CallFinder {
 public:
  CallFinder(const std::vector<Wrapper>& wrappers, const FileView& file,
             std::multimap<uint64_t, Numbers> made)
      : wrappers_(wrappers),
        file_(file),
        made_(std::move(made)),
        calls_(python_calls(file.source)) {}

  void add_to(std::set<std::pair<uint64_t, uint32_t>>* found) {
    for (const PythonCall& call : calls_) {
      if (!call.target.empty()) add_receiver(call);
    }
    for (const PythonCall& call : calls_) {
      for (const uint32_t number : file_.own) {
        if (calls_own(call, wrappers_[number])) found->emplace(call.line, number);
      }
      const auto receiver = receivers_.find(call.receiver);
      if (receiver == receivers_.end()) continue;
      for (const uint32_t number : receiver->second) {
        if (wrappers_[number].name == call.name) found->emplace(call.line, number);
      }
    }
  }

 private:
  // A name that the file gives several kinds of values holds none for certain.
  void add_receiver(const PythonCall& call) {
    const Numbers methods = methods_of_object(call);
    const auto [receiver, is_new] = receivers_.try_emplace(call.target, methods);
    if (!is_new && receiver->second != methods) receiver->second.clear();
  }

  // The methods of the class that the call makes an object of.
  Numbers methods_of_object(const PythonCall& call) const {
    Numbers methods;
    if (call.receiver.empty()) {
      for (const uint32_t number : file_.own) {
        if (wrappers_[number].of_class == call.name) methods.push_back(number);
      }
    }
    const auto [begin, end] = made_.equal_range(call.line);
    for (auto made = begin; methods.empty() && made != end; ++made) methods = made->second;
    return methods;
  }

  // Whether it is a call of a function of this file, or through `self` in the method's class.
  bool calls_own(const PythonCall& call, const Wrapper& wrapper) const {
    if (call.name != wrapper.name) return false;
    if (wrapper.of_class.empty()) return call.receiver.empty();
    return (call.receiver == "self" || call.receiver == "cls") &&
           file_.class_at(call.line) == wrapper.of_class;
  }

  const std::vector<Wrapper>& wrappers_;
  const FileView& file_;
  std::multimap<uint64_t, Numbers> made_;
  std::vector<PythonCall> calls_;
  std::map<std::string_view, Numbers> receivers_;
};

}  // namespace

WrapperIndex::WrapperIndex(const std::vector<Wrapper>& wrappers) : wrappers_(wrappers) {
  std::set<std::string> roots;
  for (uint32_t i = 0; i < wrappers.size(); ++i) {
    const Wrapper& wrapper = wrappers[i];
    const bool is_function = wrapper.of_class.empty();
    const std::string& name = is_function ? wrapper.name : wrapper.of_class;
    by_path_[wrapper.path].push_back(i);
    names_.insert(name);
    const std::string module = module_of(wrapper.path);
    if (module.empty()) continue;
    (is_function ? bound_functions_ : bound_classes_)[module + "." + name].push_back(i);
    roots.insert(module.substr(0, module.find('.')));
  }
  roots_.assign(roots.begin(), roots.end());
}

std::set<std::string> WrapperIndex::texts_of_calls() const {
  std::set<std::string> texts;
  for (const std::string& name : names_) {
    texts.insert(name + "(");
    texts.insert(name + " as ");
  }
  for (const Wrapper& wrapper : wrappers_) {
    if (!wrapper.of_class.empty()) texts.insert("class " + wrapper.of_class);
  }
  return texts;
}

bool WrapperIndex::may_call(std::string_view text) const {
  for (const std::string_view end : {"(", " as "}) {
    for (size_t at = text.find(end); at != std::string_view::npos; at = text.find(end, at + 1)) {
      if (names_.contains(name_before(text, at))) return true;
    }
  }
  return false;
}

std::vector<WrapperCall> WrapperIndex::calls_in(const std::string& path,
                                                std::string_view source) const {
  const auto own = by_path_.find(path);
  const FileView file{source, own == by_path_.end() ? Numbers() : own->second};
  std::set<std::pair<uint64_t, uint32_t>> found;  // line, wrapper
  std::multimap<uint64_t, Numbers> made;          // objects of these methods' classes, by line
  for (const PythonName& name : python_names(source, roots_)) {
    if (name.kind != NameKind::kCall) continue;
    for (const uint32_t number : numbers_at(bound_functions_, name.name)) {
      found.emplace(name.line, number);
    }
    const Numbers& methods = numbers_at(bound_classes_, name.name);
    if (!methods.empty()) made.emplace(name.line, methods);
  }
  CallFinder(wrappers_, file, std::move(made)).add_to(&found);
  std::vector<WrapperCall> calls;
  for (const auto& [line, number] : found) {
    if (!file.is_within(wrappers_[number], path, line)) calls.push_back({number, line, ""});
  }
  return calls;
}

}  // namespace trawl
