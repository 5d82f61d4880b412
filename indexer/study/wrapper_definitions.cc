#include "indexer/study/wrapper_definitions.h"

#include <algorithm>
#include <optional>
#include <string>

#include "indexer/format/tree.h"
#include "indexer/python/functions.h"

namespace trawl {
namespace {

bool is_special(const std::string& name) {
  return name.starts_with("__") && name.ends_with("__");
}

bool wraps(const StudyPattern& pattern, uint32_t rule) {
  return std::find(pattern.wraps.begin(), pattern.wraps.end(), rule) != pattern.wraps.end();
}

// The function or method whose lines include `line`; the outermost, as a nested function cannot be
// called by others. The line of a `def` is none of its own body. nullptr outside of functions.
const PythonFunction* function_around(const std::vector<PythonFunction>& functions, uint64_t line) {
  const auto has_line = [line](const PythonFunction& function) {
    return !function.is_nested && function.first_line < line && line <= function.last_line;
  };
  const auto found = std::find_if(functions.begin(), functions.end(), has_line);
  return found == functions.end() ? nullptr : &*found;
}

// Whether the pattern has this function already: hits come in the order of lines.
bool is_known(const std::vector<Wrapper>& wrappers, const Wrapper& wrapper) {
  return std::any_of(wrappers.begin(), wrappers.end(), [&](const Wrapper& other) {
    return other.path == wrapper.path && other.line == wrapper.line &&
           other.pattern == wrapper.pattern;
  });
}

}  // namespace

void find_wrappers(const Study& study, std::string_view source, const EvidenceFile& file,
                   std::vector<Wrapper>* wrappers) {
  if (study.class_of(file.path, file.file_class) != static_cast<size_t>(FileClass::kCode)) return;
  std::optional<std::vector<PythonFunction>> functions;  // found for the first hit that needs them
  std::vector<Wrapper> found;
  for (uint32_t i = 0; i < study.patterns.size(); ++i) {
    for (const EvidenceHit& hit : file.hits) {
      if (hit.in_text || !wraps(study.patterns[i], hit.rule)) continue;
      if (!functions) functions = python_functions(source);
      const PythonFunction* const around = function_around(*functions, hit.line);
      if (around == nullptr || is_special(around->name)) continue;
      Wrapper wrapper{around->name, around->of_class, file.path, around->first_line, hit.rule, i};
      if (!is_known(found, wrapper)) found.push_back(std::move(wrapper));
    }
  }
  wrappers->insert(wrappers->end(), found.begin(), found.end());
}

}  // namespace trawl
