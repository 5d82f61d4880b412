#include "indexer/study/wrapper_definitions.h"

#include <optional>
#include <string>
#include <utility>

#include "indexer/format/tree.h"
#include "indexer/python/functions.h"
#include "indexer/python/names.h"

namespace trawl {
namespace {

bool is_special(const std::string& name) {
  return name.starts_with("__") && name.ends_with("__");
}

// Names the wrapper as its calls do: `__init__` is called by the name of its class. False if
// nothing calls it by a name.
bool name_as_called(Wrapper* wrapper) {
  if (wrapper->name == "__init__" && !wrapper->of_class.empty()) {
    wrapper->name = std::exchange(wrapper->of_class, {});
  }
  return !is_special(wrapper->name);
}

// Whether a hit on the function's line is one of its body. A line with the end of the header, too,
// counts if what it has of the body calls something: which part the hit is of is not known.
bool is_in_body(const PythonFunction& function, std::string_view source, uint64_t line) {
  if (line != function.body_line) return line > function.body_line;
  const size_t begin = source.rfind('\n', function.body_begin) + 1;
  const std::string_view before = source.substr(begin, function.body_begin - begin);
  if (before.find_first_not_of(" \t\f") == std::string_view::npos) return true;
  const std::string_view rest = source.substr(function.body_begin);
  return rest.substr(0, rest.find('\n')).find('(') != std::string_view::npos;
}

// Hits come in the order of lines, and so do the functions that they are in.
bool is_last(const std::vector<Wrapper>& wrappers, const Wrapper& wrapper) {
  return !wrappers.empty() && wrappers.back().line == wrapper.line &&
         wrappers.back().pattern == wrapper.pattern;
}

}  // namespace

void find_wrappers(const Study& study, std::string_view source, const EvidenceFile& file,
                   std::vector<Wrapper>* wrappers) {
  if (source.size() > kMostResolvedBytes) return;
  if (study.class_of(file.path, file.file_class) != static_cast<size_t>(FileClass::kCode)) return;
  std::optional<OuterFunctions> functions;  // found for the first hit that needs them
  std::vector<Wrapper> found;
  for (uint32_t i = 0; i < study.patterns.size(); ++i) {
    for (const EvidenceHit& hit : file.hits) {
      if (hit.in_text || !contains(study.patterns[i].wraps, hit.rule)) continue;
      if (!functions) functions.emplace(source);
      // A nested function cannot be called by others, so the one around it counts.
      const PythonFunction* const around = functions->at(hit.line);
      if (around == nullptr || !is_in_body(*around, source, hit.line)) continue;
      Wrapper wrapper{around->name, around->of_class, file.path, around->first_line, hit.rule, i};
      if (name_as_called(&wrapper) && !is_last(found, wrapper)) found.push_back(std::move(wrapper));
    }
  }
  wrappers->insert(wrappers->end(), found.begin(), found.end());
}

}  // namespace trawl
