// Sentences that a report may say of a project, when it says them, and the example projects that
// show it. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/study/study_class.h"

namespace trawl {

// What the analysis replaces in a sentence with `parts`.
inline constexpr std::string_view kPartsPlaceholder = "{parts}";

struct ExampleFile {
  std::string path;  // in the example project
  std::string text;
};

struct ExampleProject {
  uint32_t line = 0;               // in the catalogue's file
  std::vector<ExampleFile> files;  // not empty
};

// What {parts} can enumerate in a sentence.
struct SentencePart {
  uint32_t rule = 0;
  std::string name;
};

struct Sentence {
  std::string text;       // Markdown; {subject} is replaced
  uint32_t number = 0;    // unique in the study
  uint32_t line = 0;      // in the catalogue's file
  ExampleProject said;    // a project of which reports say it
  ExampleProject unsaid;  // one of which they do not
  std::vector<SentencePart> parts = {};
};

// A sentence of a pattern, and its conditions. Its lines are those that the pattern takes by
// `rules` in files of `classes`. If the sentence has parts, the lines must have one of them.
struct Advice {
  Sentence sentence;
  std::vector<uint32_t> rules;  // not empty
  StudyClasses classes = all_classes();
  uint64_t at_least = 1;  // lines
  uint64_t at_most = UINT64_MAX;
  // Lines of these rules anywhere in code or packaging, outside text: the project must have one of
  // `with`, unless that is empty, and none of `without`.
  std::vector<uint32_t> with, without;
  std::vector<size_t> kinds;    // indexes among the study's kinds; empty: any project
  bool is_conditional = false;  // a line of the pattern alone does not make it said
};

}  // namespace trawl
