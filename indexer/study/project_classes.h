// The classes of one repository that are wrappers, that have methods which are, or that derive from
// such classes, and what a method that is called on them is.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/python/classes.h"
#include "indexer/study/evidence.h"
#include "indexer/study/used_names.h"

namespace trawl {

// Indexes of wrappers that one name stands for. Of a name that is defined several times (`if`,
// `else`) each pattern has the first, so that a call costs the same however often it is.
using WrapperNumbers = std::vector<uint32_t>;
void add_wrapper_number(const std::vector<Wrapper>& wrappers, uint32_t number,
                        WrapperNumbers* numbers);

// "nova.utils" for nova/utils.py, "nova" for nova/__init__.py; empty for what no import can name.
std::string python_module_of(std::string_view path);

struct ProjectClass {
  std::map<std::string, WrapperNumbers, std::less<>> methods;  // wrappers, by name
  WrapperNumbers whole;                                        // wrappers that the class is
  bool is_wanted = false;  // it is a wrapper or has some, or a base is wanted
  // What its file says, once read:
  bool is_read = false;
  std::set<std::string, std::less<>> defined;
  std::vector<const ProjectClass*> bases;  // null: not known
};

// One object, one repository, one thread.
class ProjectClasses {
 public:
  // The wrappers must outlive the object.
  explicit ProjectClasses(const std::vector<Wrapper>& wrappers);
  ProjectClasses(ProjectClasses&&) = default;
  ProjectClasses(const ProjectClasses&) = delete;  // its classes point to each other

  // Reads the classes of a file. Returns the names of those that derive from wanted ones and were
  // not known to do so: other files may derive from them in turn, even files that were read.
  std::vector<std::string> read(const std::string& path, std::string_view source);

  // By the file that defines it, and by its name in full: "a.b.C". Null if there is none.
  const ProjectClass* in_file(std::string_view path, std::string_view name) const;
  const ProjectClass* bound(std::string_view name) const;
  // Whether the file has a wanted class.
  bool has_wanted(std::string_view path) const { return wanted_paths_.contains(path); }

 private:
  using ByName = std::map<std::string, ProjectClass, std::less<>>;
  ProjectClass& add(const std::string& path, std::string_view name);
  void want(const std::string& path, std::string_view name, ProjectClass* known);
  void read_bases(const PythonClass& from, const std::string& path, const UsedNames& used,
                  ProjectClass* to) const;

  std::map<std::string, ByName, std::less<>> by_path_;
  std::map<std::string, ProjectClass*, std::less<>> bound_;
  // Of wanted classes:
  std::set<std::string, std::less<>> wanted_names_, wanted_paths_;
  std::vector<std::string> modules_;
};

// What `self.name` is in a method of the class: the class's own method, or one that it inherits.
// Null if that is not a wrapper, or is not known because a base is not.
const WrapperNumbers* own_method(const ProjectClass& of, std::string_view name);
// What `super().name` is there.
const WrapperNumbers* inherited_method(const ProjectClass& of, std::string_view name);
// What a method is that is called on an object from outside: in addition, any method of a class
// that is a wrapper or derives from one.
const WrapperNumbers* object_method(const ProjectClass& of, std::string_view name);
// What a call of the class is.
const WrapperNumbers* constructor(const ProjectClass& of);

}  // namespace trawl
