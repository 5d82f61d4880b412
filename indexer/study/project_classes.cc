// Python looks a method up in the class, and then in its bases. They are followed from left to
// right, each with its own bases, which differs from Python's order only where several have a
// common one. A base that is not known may define any name, so nothing is known of a name that is
// looked up after it.
#include "indexer/study/project_classes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/python/names.h"

namespace trawl {
namespace {

constexpr std::string_view kConstructor = "__init__";

// Classes looked at for one name. It keeps classes that derive from each other, or from many, from
// taking their time.
constexpr size_t kMostClasses = 64;

// One object, one call of in_class() or in_bases().
class MethodSearch {
 public:
  explicit MethodSearch(std::string_view name) : name_(name) {}

  // nullopt: neither the class nor its bases define the name. Null: they do, or may, and what they
  // define is not a wrapper.
  using Found = std::optional<const WrapperNumbers*>;

  Found in_class(const ProjectClass& of) {
    const auto method = of.methods.find(name_);
    if (method != of.methods.end()) return &method->second;
    if (!of.is_read || of.defined.contains(name_)) return nullptr;
    return in_bases(of);
  }

  Found in_bases(const ProjectClass& of) {
    if (++looked_at_ > kMostClasses) return nullptr;
    const auto unknown = std::count(of.bases.begin(), of.bases.end(), nullptr);
    for (const ProjectClass* base : of.bases) {
      if (base == nullptr) {
        if (of.whole.empty() || unknown > 1) return nullptr;
        continue;
      }
      if (const Found found = in_class(*base)) return found;
    }
    // The one that is not known is what makes the class a wrapper.
    if (!of.whole.empty() && unknown == 1) return &of.whole;
    return std::nullopt;
  }

 private:
  std::string_view name_;
  size_t looked_at_ = 0;
};

// The wrapper that the class, or the first of its bases that is one, is.
const WrapperNumbers* whole_of(const ProjectClass& of, size_t* looked_at) {
  if (++*looked_at > kMostClasses) return nullptr;
  if (!of.whole.empty()) return &of.whole;
  for (const ProjectClass* base : of.bases) {
    const WrapperNumbers* const whole = base == nullptr ? nullptr : whole_of(*base, looked_at);
    if (whole != nullptr) return whole;
  }
  return nullptr;
}

const WrapperNumbers* whole_of(const ProjectClass& of) {
  size_t looked_at = 0;
  return whole_of(of, &looked_at);
}

}  // namespace

void add_wrapper_number(const std::vector<Wrapper>& wrappers, uint32_t number,
                        WrapperNumbers* numbers) {
  const bool is_there = std::any_of(numbers->begin(), numbers->end(), [&](uint32_t other) {
    return wrappers[other].pattern == wrappers[number].pattern;
  });
  if (!is_there) numbers->push_back(number);
}

std::string python_module_of(std::string_view path) {
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

ProjectClasses::ProjectClasses(const std::vector<Wrapper>& wrappers) {
  for (uint32_t i = 0; i < wrappers.size(); ++i) {
    const Wrapper& wrapper = wrappers[i];
    const bool is_method = !wrapper.of_class.empty();
    if (!is_method && wrapper.kind == WrapperKind::kFunction) continue;
    ProjectClass& of = add(wrapper.path, is_method ? wrapper.of_class : wrapper.name);
    want(wrapper.path, is_method ? wrapper.of_class : wrapper.name, &of);
    if (wrapper.kind == WrapperKind::kClass) {
      add_wrapper_number(wrappers, i, &of.whole);
    } else {
      const std::string name(is_method ? std::string_view(wrapper.name) : kConstructor);
      add_wrapper_number(wrappers, i, &of.methods[name]);
    }
  }
}

void ProjectClasses::want(const std::string& path, std::string_view name, ProjectClass* known) {
  known->is_wanted = true;
  wanted_names_.emplace(name);
  if (!wanted_paths_.insert(path).second) return;
  const std::string module = python_module_of(path);
  if (!module.empty()) modules_.push_back(module);
}

ProjectClass& ProjectClasses::add(const std::string& path, std::string_view name) {
  const auto [entry, is_new] = by_path_[path].try_emplace(std::string(name));
  const std::string module = python_module_of(path);
  if (is_new && !module.empty()) {
    bound_.emplace(module + "." + std::string(name), &entry->second);
  }
  return entry->second;
}

std::vector<std::string> ProjectClasses::read(const std::string& path, std::string_view source) {
  const std::vector<PythonClass> classes = python_classes(source);
  const bool derives = std::any_of(classes.begin(), classes.end(), [&](const PythonClass& each) {
    return std::any_of(each.bases.begin(), each.bases.end(),
                       [&](const PythonBase& base) { return wanted_names_.contains(base.name); });
  });
  if (!derives && !has_wanted(path)) return {};
  std::vector<PythonName> names;
  if (derives) names = python_names(source, modules_);
  const UsedNames used(names);  // among them bases that are imported
  std::vector<std::string> found;
  for (const PythonClass& each : classes) {
    ProjectClass& known = add(path, each.name);
    known.is_read = true;
    for (const std::string_view name : each.defined) known.defined.emplace(name);
    read_bases(each, path, used, &known);
    const bool derives_from_wanted =
        std::any_of(known.bases.begin(), known.bases.end(),
                    [](const ProjectClass* base) { return base != nullptr && base->is_wanted; });
    if (!derives_from_wanted || known.is_wanted) continue;
    want(path, each.name, &known);
    found.emplace_back(each.name);
  }
  return found;
}

void ProjectClasses::read_bases(const PythonClass& from, const std::string& path,
                                const UsedNames& used, ProjectClass* to) const {
  to->bases.clear();
  for (const PythonBase& base : from.bases) {
    if (base.name.empty()) {
      to->bases.push_back(nullptr);
      continue;
    }
    const auto [name, end] = used.at(base.line, base.name);
    const ProjectClass* known = nullptr;
    if (name != end) {
      known = bound(name->second);
    } else if (!base.is_dotted) {
      known = in_file(path, base.name);
      if (known == nullptr && base.name == "object") continue;
    }
    to->bases.push_back(known == to ? nullptr : known);
  }
}

const ProjectClass* ProjectClasses::in_file(std::string_view path, std::string_view name) const {
  const auto file = by_path_.find(path);
  if (file == by_path_.end()) return nullptr;
  const auto known = file->second.find(name);
  return known == file->second.end() ? nullptr : &known->second;
}

const ProjectClass* ProjectClasses::bound(std::string_view name) const {
  const auto known = bound_.find(name);
  return known == bound_.end() ? nullptr : known->second;
}

const WrapperNumbers* own_method(const ProjectClass& of, std::string_view name) {
  return MethodSearch(name).in_class(of).value_or(nullptr);
}

const WrapperNumbers* inherited_method(const ProjectClass& of, std::string_view name) {
  if (!of.is_read) return nullptr;
  return MethodSearch(name).in_bases(of).value_or(nullptr);
}

const WrapperNumbers* object_method(const ProjectClass& of, std::string_view name) {
  // The call of the class has made the object, and counts as that of its `__init__`.
  if (name == kConstructor) return nullptr;
  const WrapperNumbers* const own = own_method(of, name);
  return own != nullptr ? own : whole_of(of);
}

const WrapperNumbers* constructor(const ProjectClass& of) {
  const WrapperNumbers* const whole = whole_of(of);
  return whole != nullptr ? whole : own_method(of, kConstructor);
}

}  // namespace trawl
