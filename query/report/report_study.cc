#include "query/report/report_study.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "indexer/base/yaml.h"
#include "indexer/study/study_parser.h"

namespace trawl {
namespace {

Result<std::optional<StoredStudy>> parse(std::string_view text, const std::string& file) {
  TRAWL_ASSIGN_OR_RETURN(const YamlFile yaml, YamlFile::parse(text, file));
  TRAWL_ASSIGN_OR_RETURN(Catalogue catalogue, parse_catalogue(yaml));
  TRAWL_ASSIGN_OR_RETURN(std::optional<Study> study, parse_study(yaml, catalogue));
  if (!study) return std::optional<StoredStudy>();
  return std::optional(StoredStudy{std::move(catalogue), std::move(*study)});
}

Status about(const std::string& catalogue, Phrase message) {
  return invalid_argument(std::move(message))
      .with_context(ErrorContext{.subject = Subject{SubjectKind::kCatalogue, catalogue}});
}

// The error's file:line refers to the copy in the index, which the user cannot open, so the error
// is rephrased.
Status stored_error(const Status& wrong, const std::string& name) {
  const std::optional<TextPlace> place = wrong.place();
  const std::string where = place ? fmt::format(" (line {})", place->line) : "";
  return about(name, fmt::format("the index's copy of catalogue {}{} "
                                 "is not what this version of Trawl reads: ",
                                 name, where) +
                         wrong.phrase_without_place() + "; give its file to " + Term::kRulesUpdate);
}

}  // namespace

Result<StoredStudy> parse_stored_study(std::string_view text, const std::string& name) {
  Result<std::optional<StoredStudy>> parsed = parse(text, name);
  if (!parsed.is_ok()) return stored_error(parsed.status(), name);
  if (*parsed) return std::move(**parsed);
  return about(name, "catalogue " + name +
                         " has no study to report by: add one to its file and give that to " +
                         Term::kRulesUpdate);
}

}  // namespace trawl
