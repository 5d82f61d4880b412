#include "tests/indexer/study/wrapped_project.h"

#include <algorithm>
#include <string_view>

#include "indexer/study/study.h"
#include "indexer/study/wrapper_definitions.h"
#include "indexer/study/wrapper_index.h"

namespace trawl {
namespace {

constexpr uint32_t kSpawnRule = 0;
constexpr uint32_t kPoolRule = 1;

Study study_of_uses() {
  Study study;
  study.comment_marker = "#";
  study.patterns.resize(1);
  study.patterns[0].wraps = {kSpawnRule, kPoolRule};
  study.patterns[0].returns = {kSpawnRule};
  study.patterns[0].classes[static_cast<size_t>(FileClass::kCode)] = true;
  return study;
}

EvidenceFile hits_in(const ProjectFile& file) {
  EvidenceFile found;
  found.path = file.path;
  const std::string_view source = file.source;
  uint64_t line = 1;
  for (size_t begin = 0; begin < source.size(); ++line) {
    const size_t end = std::min(source.find('\n', begin), source.size());
    const std::string_view text = source.substr(begin, end - begin);
    if (text.find("spawn(") != std::string_view::npos)
      found.hits.push_back({kSpawnRule, line, std::string(text)});
    if (text.find("green.Pool") != std::string_view::npos)
      found.hits.push_back({kPoolRule, line, std::string(text)});
    begin = end + 1;
  }
  return found;
}

}  // namespace

std::vector<Wrapper> wrappers_in(const std::vector<ProjectFile>& files) {
  std::vector<Wrapper> wrappers;
  for (const ProjectFile& file : files) {
    find_wrappers(study_of_uses(), file.source, hits_in(file), &wrappers);
  }
  return wrappers;
}

std::string uses_in(const std::vector<ProjectFile>& files) {
  const std::vector<Wrapper> wrappers = wrappers_in(files);
  WrapperIndex index(wrappers);
  while (!index.take_new_modules().empty()) {
    for (const ProjectFile& file : files) index.read(file.path, file.source);
  }
  std::string uses;
  for (const ProjectFile& file : files) {
    for (const WrapperCall& use : index.uses_in(file.path, file.source)) {
      const Wrapper& wrapper = wrappers[use.wrapper];
      if (!uses.empty()) uses += ", ";
      uses += file.path + ":" + std::to_string(use.line) + " ";
      if (!wrapper.of_class.empty()) uses += wrapper.of_class + ".";
      uses += wrapper.name;
    }
  }
  return uses;
}

}  // namespace trawl
