#include "indexer/study/sentence_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/study/advice.h"
#include "indexer/study/analysis.h"
#include "indexer/study/example_project.h"
#include "indexer/study/sightings.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

// Enough to find the sentence in the file.
constexpr size_t kFirstWords = 6;

// `"A loop that yields with ..."`
std::string first_words(std::string_view text) {
  size_t end = 0;
  for (size_t words = 0; words < kFirstWords && end < text.size(); ++words) {
    end = std::min(text.find(' ', end + 1), text.size());
  }
  return fmt::format("\"{}{}\"", text.substr(0, end), end < text.size() ? " ..." : "");
}

// "app/loop.py#n2"
std::string first_line(const Citations& where) {
  if (where.empty()) return "none";
  return fmt::format("{}#n{}", where.front().path, where.front().lines.front());
}

// What a report says of the project instead.
std::string instead(const std::optional<ProjectAnalysis>& analysis) {
  if (!analysis) return "no line of it is evidence, so it is in no report";
  return fmt::format("the verdict is {}: {} ({})", verdict_name(analysis->deactivable),
                     first_words(analysis->reason.text), first_line(analysis->reason.where));
}

class SentenceCheck {
 public:
  SentenceCheck(const Catalogue& catalogue, const Study& study, const YamlFile& file,
                ExampleScanner scanner, std::vector<Status>* problems)
      : catalogue_(catalogue),
        study_(study),
        file_(file),
        scanner_(std::move(scanner)),
        problems_(problems) {}
  void run();

 private:
  void check_reason(const Sentence& reason);
  void check_advice(const Advice& advice, size_t pattern);
  void check_said(const Advice& advice, size_t pattern);
  void check_unsaid(const Advice& advice, size_t pattern);
  std::string why_unsaid(const Advice& advice, size_t pattern, const Sightings& sightings) const;
  std::optional<RepositoryEvidence> scan(const ExampleProject& project);
  std::optional<ProjectAnalysis> analysed(const RepositoryEvidence& evidence) const {
    return analyse(study_, catalogue_, evidence);
  }
  void note(const ExampleProject& project, const Sentence& sentence, std::string_view what) {
    problems_->push_back(
        file_.error(project.line, fmt::format("sentence {} {}", first_words(sentence.text), what)));
  }

  const Catalogue& catalogue_;
  const Study& study_;
  const YamlFile& file_;
  ExampleScanner scanner_;
  std::vector<Status>* problems_;
};

std::optional<RepositoryEvidence> SentenceCheck::scan(const ExampleProject& project) {
  Result<RepositoryEvidence> evidence = scanner_.scan(project, study_);
  if (evidence.is_ok()) return std::move(evidence).value();
  problems_->push_back(file_.error(project.line, evidence.status()));
  return std::nullopt;
}

void SentenceCheck::check_reason(const Sentence& reason) {
  if (reason.text.empty()) return;  // a case that cannot be
  if (const auto evidence = scan(reason.said)) {
    const auto analysis = analysed(*evidence);
    if (!analysis || analysis->reason.sentence != reason.number) {
      note(reason.said, reason, "is not said in its example `said`: " + instead(analysis));
    }
  }
  if (const auto evidence = scan(reason.unsaid)) {
    const auto analysis = analysed(*evidence);
    if (!analysis) {
      note(reason.unsaid, reason,
           "has an example `unsaid` without a verdict: " + instead(analysis));
    } else if (analysis->reason.sentence == reason.number) {
      note(reason.unsaid, reason,
           fmt::format("is said in its example `unsaid`, of {}",
                       first_line(analysis->reason.where)));
    }
  }
}

std::string SentenceCheck::why_unsaid(const Advice& advice, size_t pattern,
                                      const Sightings& sightings) const {
  const std::optional<size_t> kind = sightings.kind();
  const Saying saying = say(advice, pattern, kind, sightings);
  const std::string lines = count_text(saying.lines, "line");
  switch (saying.unsaid) {
    case Unsaid::kNoLine:
      return sightings.of_pattern(pattern).empty()
                 ? fmt::format("it has no line of the pattern `{}`", study_.patterns[pattern].id)
                 : "no line of the pattern is of its `rules` and `classes`";
    case Unsaid::kTooFew:
      return fmt::format("it has {}, `at-least` asks for {}", lines, advice.at_least);
    case Unsaid::kTooMany:
      return fmt::format("it has {}, `at-most` allows {}", lines, advice.at_most);
    case Unsaid::kOtherKind:
      return kind ? fmt::format("its kind is `{}`", study_.kinds[*kind].id)
                  : "it is of no kind that the study knows";
    case Unsaid::kLacksWith:
      return "it has no line of a rule of `with` in code or packaging";
    case Unsaid::kHasWithout: {
      const auto found =
          sightings.found(advice.without, only_classes({FileClass::kCode, FileClass::kPackaging}));
      return fmt::format("{} is a line of a rule of `without`",
                         first_line(sightings.cite({found.data(), 1})));
    }
    case Unsaid::kNoPart:
      return "none of its `parts` has a line";
  }
  return "";
}

void SentenceCheck::check_said(const Advice& advice, size_t pattern) {
  const auto evidence = scan(advice.sentence.said);
  if (!evidence) return;
  const Sightings sightings(study_, *evidence);
  if (!say(advice, pattern, sightings.kind(), sightings).statement) {
    note(advice.sentence.said, advice.sentence,
         "is not said in its example `said`: " + why_unsaid(advice, pattern, sightings));
  } else if (!analysed(*evidence)) {
    note(advice.sentence.said, advice.sentence,
         "is not said in its example `said`: " + instead(std::nullopt));
  }
}

// A sentence with conditions must be unsaid because of them, and not because its pattern is absent.
// Any other must be unsaid of a project that has a report.
void SentenceCheck::check_unsaid(const Advice& advice, size_t pattern) {
  const auto evidence = scan(advice.sentence.unsaid);
  if (!evidence) return;
  const Sightings sightings(study_, *evidence);
  const Saying saying = say(advice, pattern, sightings.kind(), sightings);
  if (saying.statement) {
    note(
        advice.sentence.unsaid, advice.sentence,
        fmt::format("is said in its example `unsaid`, of {}", first_line(saying.statement->where)));
  } else if (advice.is_conditional && sightings.of_pattern(pattern).empty()) {
    note(advice.sentence.unsaid, advice.sentence,
         fmt::format("has conditions, but its example `unsaid` has no line of the pattern `{}`: "
                     "show where the pattern is found and the sentence would be wrong",
                     study_.patterns[pattern].id));
  } else if (!advice.is_conditional && !analysed(*evidence)) {
    note(advice.sentence.unsaid, advice.sentence,
         "has an example `unsaid` without a report: " + instead(std::nullopt));
  }
}

void SentenceCheck::check_advice(const Advice& advice, size_t pattern) {
  check_said(advice, pattern);
  check_unsaid(advice, pattern);
}

void SentenceCheck::run() {
  const VerdictReasons& reasons = study_.reasons;
  for (const Sentence* reason :
       {&reasons.unused, &reasons.switched, &reasons.partly, &reasons.beside, &reasons.bound,
        &reasons.imposed, &reasons.undecided}) {
    check_reason(*reason);
  }
  for (size_t i = 0; i < study_.patterns.size(); ++i) {
    for (const Advice& advice : study_.patterns[i].challenges) check_advice(advice, i);
    for (const Advice& advice : study_.patterns[i].recommendations) check_advice(advice, i);
  }
}

}  // namespace

void check_sentences(const Catalogue& catalogue, const Study& study, const YamlFile& file,
                     std::vector<Status>* problems) {
  Result<ExampleScanner> scanner = ExampleScanner::create(catalogue);
  if (!scanner.is_ok()) {
    problems->push_back(scanner.status());
    return;
  }
  SentenceCheck(catalogue, study, file, std::move(scanner).value(), problems).run();
}

}  // namespace trawl
