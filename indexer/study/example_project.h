// Evidence of example projects: their files are scanned and classified as an index's are.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/rules/catalogue.h"
#include "indexer/rules/file_scope.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/study/evidence.h"
#include "indexer/study/sentence.h"
#include "indexer/study/study.h"

namespace trawl {

// Far more than an example needs; a bound for rules that match every line.
inline constexpr size_t kMaxExampleHits = 500;

// One object, one thread. The catalogue must outlive it.
class ExampleScanner {
 public:
  // Compiles all rules of the catalogue, which takes time. Errors name the rule.
  static Result<ExampleScanner> create(const Catalogue& catalogue);

  // The evidence of a project with these files, with the calls of its wrappers. kInvalidArgument
  // for more than kMaxExampleHits, and if a rule takes too many steps.
  Result<RepositoryEvidence> scan(const ExampleProject& project, const Study& study);

 private:
  ExampleScanner(std::unique_ptr<RuleMatcher> matcher, RuleScanner scanner,
                 std::vector<FileScope> scopes)
      : matcher_(std::move(matcher)), scanner_(std::move(scanner)), scopes_(std::move(scopes)) {}
  Result<EvidenceFile> scan_file(const ExampleFile& file);

  std::unique_ptr<RuleMatcher> matcher_;  // the scanner points to it
  RuleScanner scanner_;
  std::vector<FileScope> scopes_;  // by rule
  std::vector<LineMatch> matches_;
};

}  // namespace trawl
