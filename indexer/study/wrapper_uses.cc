#include "indexer/study/wrapper_uses.h"

#include <algorithm>
#include <optional>

#include "indexer/python/calls.h"
#include "indexer/python/functions.h"
#include "indexer/python/lexer.h"
#include "indexer/python/names.h"
#include "indexer/python/values.h"
#include "indexer/study/local_names.h"
#include "indexer/study/used_names.h"

namespace trawl {
namespace {

// What stands between a call and a method that is called on its value.
constexpr std::string_view kReturned = "().";

// What a call gives: an object of a class, or what wrappers return.
struct Made {
  const ProjectClass* of_class = nullptr;
  WrapperNumbers returned_by;
};

// One object, one call of run().
class UseReader {
 public:
  UseReader(const WrapperTables& tables, const std::string& path, std::string_view source)
      : tables_(tables), path_(path), source_(source) {
    const auto own = tables.in_file.find(path);
    if (own != tables.in_file.end()) own_functions_ = &own->second;
    has_own_ = own_functions_ != nullptr || tables.classes.has_wanted(path);
  }

  FoundUses run(bool may_import) {
    std::vector<PythonName> names;
    if (may_import) names = python_names(source_, tables_.modules);
    for (const PythonName& name : names) {
      if (name.kind == NameKind::kCall) add_bound_call(name);
    }
    const bool hands_on = std::any_of(names.begin(), names.end(), [&](const PythonName& name) {
      return name.kind == NameKind::kUse && tables_.bound.contains(name.name);
    });
    if (has_own_) functions_.emplace(source_);
    if (has_own_ || hands_on) {
      const UsedNames used(names);
      for (const PythonCall& call : python_calls(source_)) {
        if (has_own_) add_own(call);
        if (hands_on && call.is_handed_on) add_bound_reference(call, used);
      }
    }
    if (!made_calls_.empty()) add_calls_on_values();
    drop_own_lines();
    return std::move(found_);
  }

 private:
  void add(const WrapperNumbers* numbers, uint64_t line) {
    if (numbers == nullptr) return;
    for (const uint32_t number : *numbers) found_.emplace(line, number);
  }

  // A call of a class, under the name that says what its value is of.
  void make(const ProjectClass& of_class, const std::string& name, uint32_t line) {
    add(constructor(of_class), line);
    made_[name].of_class = &of_class;
    made_calls_.push_back({line, NameKind::kCall, name});
  }

  // A call of wrappers, some of which may return an object.
  void call(const WrapperNumbers* numbers, const std::string& name, uint32_t line) {
    add(numbers, line);
    if (numbers == nullptr) return;
    WrapperNumbers returned_by;
    for (const uint32_t number : *numbers) {
      if (tables_.wrappers[number].returns_object) returned_by.push_back(number);
    }
    if (returned_by.empty()) return;
    made_[name].returned_by = std::move(returned_by);
    made_calls_.push_back({line, NameKind::kCall, name});
  }

  void add_bound_call(const PythonName& name) {
    const auto function = tables_.bound.find(name.name);
    if (function != tables_.bound.end()) return call(&function->second, name.name, name.line);
    const ProjectClass* const of_class = tables_.classes.bound(name.name);
    if (of_class != nullptr && of_class->is_wanted) make(*of_class, name.name, name.line);
  }

  void add_bound_reference(const PythonCall& reference, const UsedNames& used) {
    const auto [begin, end] = used.at(reference.line, reference.name);
    for (auto name = begin; name != end; ++name) {
      const auto function = tables_.bound.find(name->second);
      if (function != tables_.bound.end()) add(&function->second, reference.line);
    }
  }

  // What the file itself defines, and what its classes inherit.
  void add_own(const PythonCall& use) {
    if (use.receiver.empty()) return add_own_name(use);
    const bool is_self = use.receiver == "self" || use.receiver == "cls";
    if (!is_self && use.receiver != "super") return;
    const PythonFunction* const around = functions_->at(use.line);
    if (around == nullptr || around->of_class.empty()) return;
    const ProjectClass* const of_class = tables_.classes.in_file(path_, around->of_class);
    if (of_class == nullptr) return;
    const WrapperNumbers* const numbers =
        is_self ? own_method(*of_class, use.name) : inherited_method(*of_class, use.name);
    if (!use.is_handed_on) {
      call(numbers, "." + around->of_class + "." + std::string(use.name), use.line);
    } else if (numbers != nullptr && !is_whole(numbers)) {
      add(numbers, use.line);
    }
  }

  // A class that is a wrapper may be handed on for other reasons, as what isinstance() asks for;
  // and what is handed on of an object of it may be any attribute.
  bool is_whole(const WrapperNumbers* numbers) const {
    return tables_.wrappers[numbers->front()].kind != WrapperKind::kFunction;
  }

  void add_own_name(const PythonCall& use) {
    const WrapperNumbers* numbers = nullptr;
    if (own_functions_ != nullptr) {
      const auto function = own_functions_->find(use.name);
      if (function != own_functions_->end()) numbers = &function->second;
    }
    const ProjectClass* const of_class =
        use.is_handed_on ? nullptr : tables_.classes.in_file(path_, use.name);
    const bool makes = of_class != nullptr && of_class->is_wanted;
    if (numbers == nullptr && !makes) return;
    if (local_names_.has(functions_->at(use.line), use.name, source_)) return;
    // What the file defines has no module before its dot.
    const std::string name = "." + std::string(use.name);
    if (numbers != nullptr && !use.is_handed_on) call(numbers, name, use.line);
    if (numbers != nullptr && use.is_handed_on) add(numbers, use.line);
    if (makes) make(*of_class, name, use.line);
  }

  void add_calls_on_values() {
    for (const PythonName& on_value : python_value_calls(source_, made_calls_)) {
      const size_t end = on_value.name.rfind(kReturned);
      const Made& made = made_.at(on_value.name.substr(0, end));
      add(&made.returned_by, on_value.line);
      if (made.of_class == nullptr) continue;
      add(object_method(*made.of_class, on_value.name.substr(end + kReturned.size())),
          on_value.line);
    }
  }

  // Lines of the wrapper itself, or of another definition of its name.
  void drop_own_lines() {
    if (!functions_) return;
    std::erase_if(found_, [&](const auto& use) {
      const Wrapper& wrapper = tables_.wrappers[use.second];
      if (wrapper.path != path_) return false;
      const PythonFunction* const around = functions_->at(use.first);
      return around != nullptr && around->name == wrapper.name &&
             around->of_class == wrapper.of_class;
    });
  }

  const WrapperTables& tables_;
  const std::string& path_;
  std::string_view source_;
  const std::map<std::string, WrapperNumbers, std::less<>>* own_functions_ = nullptr;
  bool has_own_ = false;
  std::optional<OuterFunctions> functions_;  // of a file that defines what it may use
  LocalNames local_names_;
  std::map<std::string, Made> made_;    // by the names that calls have
  std::vector<PythonName> made_calls_;  // calls that give an object
  FoundUses found_;
};

}  // namespace

FoundUses wrapper_uses(const WrapperTables& tables, const std::string& path,
                       std::string_view source, bool may_import) {
  return UseReader(tables, path, source).run(may_import);
}

}  // namespace trawl
