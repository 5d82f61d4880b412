#include "indexer/study/file_calls.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>

namespace trawl {
namespace {

// The numbers of the lines that are hits of what the wrapper's pattern wraps.
std::set<uint64_t> direct_lines(const StudyPattern& pattern, std::span<const EvidenceHit> hits) {
  std::set<uint64_t> lines;
  for (const EvidenceHit& hit : hits) {
    if (contains(pattern.wraps, hit.rule)) lines.insert(hit.line);
  }
  return lines;
}

// A line may have any number of calls, so its text is cut: only its start matters.
constexpr size_t kLongestText = 256;

void set_texts(std::string_view source, std::vector<WrapperCall>* calls) {
  uint64_t line = 1;
  size_t begin = 0;
  for (WrapperCall& call : *calls) {
    for (; line < call.line && begin < source.size(); ++line) {
      begin = std::min(source.find('\n', begin), source.size() - 1) + 1;
    }
    const std::string_view rest = source.substr(begin, kLongestText);
    call.text = rest.substr(0, rest.find('\n'));
  }
}

}  // namespace

bool counts_calls(const Study& study, const std::string& path, FileClass file_class) {
  const size_t of_study = study.class_of(path, file_class);
  return std::any_of(study.patterns.begin(), study.patterns.end(),
                     [of_study](const StudyPattern& pattern) {
                       return !pattern.wraps.empty() && pattern.classes[of_study];
                     });
}

std::vector<WrapperCall> wrapper_uses_in(const Study& study, const WrapperIndex& index,
                                         const std::vector<Wrapper>& wrappers,
                                         const std::string& path, std::span<const EvidenceHit> hits,
                                         std::string_view source) {
  std::vector<WrapperCall> calls = index.uses_in(path, source);
  std::map<uint32_t, std::set<uint64_t>> direct;  // by pattern
  std::erase_if(calls, [&](const WrapperCall& call) {
    const uint32_t pattern = wrappers[call.wrapper].pattern;
    if (!direct.contains(pattern)) direct[pattern] = direct_lines(study.patterns[pattern], hits);
    return direct[pattern].contains(call.line);
  });
  set_texts(source, &calls);
  return calls;
}

}  // namespace trawl
