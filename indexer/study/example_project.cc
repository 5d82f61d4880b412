#include "indexer/study/example_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "indexer/corpus/classifier.h"
#include "indexer/document/hit_collector.h"
#include "indexer/python/language.h"
#include "indexer/study/file_calls.h"
#include "indexer/study/text_hits.h"
#include "indexer/study/wrapper_definitions.h"
#include "indexer/study/wrapper_index.h"

namespace trawl {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

bool is_python(const ExampleFile& example) {
  return language_of(example.path, traits_of(example.text)) == kPythonLanguage;
}

// Reads every file whose calls count, where an index leaves out files that import no wrapper: those
// have no calls. REQUIRES: the evidence has the files of the examples, in the same order.
void add_calls(const Study& study, const std::vector<const ExampleFile*>& examples,
               RepositoryEvidence* evidence) {
  if (evidence->wrappers.empty()) return;
  WrapperIndex index(evidence->wrappers);
  const auto for_each_file = [&](const auto& read) {
    for (size_t i = 0; i < examples.size(); ++i) {
      EvidenceFile& file = evidence->files[i];
      if (is_python(*examples[i]) && counts_calls(study, file.path, file.file_class)) {
        read(examples[i]->text, &file);
      }
    }
  };
  do {
    for_each_file(
        [&](const std::string& source, EvidenceFile* file) { index.read(file->path, source); });
  } while (!index.take_new_modules().empty());
  for_each_file([&](const std::string& source, EvidenceFile* file) {
    file->calls = wrapper_uses_in(study, index, evidence->wrappers, file->path, file->hits, source);
  });
}

}  // namespace

Result<ExampleScanner> ExampleScanner::create(const Catalogue& catalogue) {
  std::vector<Rule> rules;
  std::vector<FileScope> scopes;
  for (const CatalogueRule& rule : catalogue.rules) {
    TRAWL_ASSIGN_OR_RETURN(FileScope scope, FileScope::create(rule.rule.scope));
    scopes.push_back(std::move(scope));
    rules.push_back(rule.rule);
  }
  TRAWL_ASSIGN_OR_RETURN(RuleMatcher compiled, RuleMatcher::compile(rules));
  auto matcher = std::make_unique<RuleMatcher>(std::move(compiled));
  TRAWL_ASSIGN_OR_RETURN(RuleScanner scanner, RuleScanner::create(*matcher));
  return ExampleScanner(std::move(matcher), std::move(scanner), std::move(scopes));
}

Result<EvidenceFile> ExampleScanner::scan_file(const ExampleFile& example) {
  EvidenceFile file;
  file.path = example.path;
  const ContentTraits traits = traits_of(example.text);
  file.file_class = class_of(example.path, traits);
  const std::string_view language = language_of(example.path, traits);
  const std::vector<std::string_view> lines = lines_of(example.text);
  const auto add = [&](const HitLine& hit) -> Status {
    for (const uint32_t rule : hit.rules) {
      const FileScope& scope = scopes_[rule];
      if (!scope.selects_path(file.path) || !scope.selects_language(language)) continue;
      file.hits.push_back({rule, hit.line, std::string(lines[hit.line - 1])});
    }
    if (file.hits.size() <= kMaxExampleHits) return {};
    return invalid_argument(
        fmt::format("`{}` has more than {} hits: make it shorter", file.path, kMaxExampleHits));
  };
  TRAWL_RETURN_IF_ERROR(scan_hits(example.text, &scanner_, &matches_, add));
  if (language == kPythonLanguage) mark_text_hits(example.text, &file);
  return file;
}

Result<RepositoryEvidence> ExampleScanner::scan(const ExampleProject& project, const Study& study) {
  std::vector<const ExampleFile*> examples;
  for (const ExampleFile& example : project.files) examples.push_back(&example);
  std::sort(examples.begin(), examples.end(),
            [](const ExampleFile* a, const ExampleFile* b) { return path_less(a->path, b->path); });
  RepositoryEvidence evidence;
  evidence.repository = "example";
  for (const ExampleFile* example : examples) {
    TRAWL_ASSIGN_OR_RETURN(EvidenceFile file, scan_file(*example));
    if (is_python(*example)) find_wrappers(study, example->text, file, &evidence.wrappers);
    evidence.files.push_back(std::move(file));
  }
  add_calls(study, examples, &evidence);
  std::erase_if(evidence.files,
                [](const EvidenceFile& file) { return file.hits.empty() && file.calls.empty(); });
  return evidence;
}

}  // namespace trawl
