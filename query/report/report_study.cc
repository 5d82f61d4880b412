#include "query/report/report_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/base/yaml.h"

namespace trawl {
namespace {

Result<std::optional<StoredStudy>> parse(std::string_view text, const std::string& file) {
  TRAWL_ASSIGN_OR_RETURN(const YamlFile yaml, YamlFile::parse(text, file));
  TRAWL_ASSIGN_OR_RETURN(Catalogue catalogue, parse_catalogue(yaml));
  TRAWL_ASSIGN_OR_RETURN(std::optional<Study> study, parse_study(yaml, catalogue));
  if (!study) return std::optional<StoredStudy>();
  return std::optional(StoredStudy{std::move(catalogue), std::move(*study)});
}

// No file of that name and no such line is where the user could look: "<name>:<line>: <what>" is
// told of the index's copy.
Status stored_error(std::string_view message, const std::string& name) {
  std::string where;
  if (message.starts_with(name + ":")) {
    const std::string_view rest = message.substr(name.size() + 1);
    const size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits != 0 && rest.substr(digits).starts_with(": ")) {
      where = fmt::format(" (line {})", rest.substr(0, digits));
      message = rest.substr(digits + 2);
    }
  }
  return invalid_argument(
      fmt::format("the index's copy of catalogue {}{} is not what this version of Trawl reads: {}; "
                  "give its file to trawl-index rules update",
                  name, where, message));
}

}  // namespace

Result<StoredStudy> parse_stored_study(std::string_view text, const std::string& name) {
  Result<std::optional<StoredStudy>> parsed = parse(text, name);
  if (!parsed.is_ok()) return stored_error(parsed.status().message(), name);
  if (*parsed) return std::move(**parsed);
  return invalid_argument("catalogue " + name +
                          " has no study to report by: add one to its file and give that to "
                          "trawl-index rules update");
}

}  // namespace trawl
