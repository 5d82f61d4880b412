#include "query/report/provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "indexer/text/quantities.h"
#include "query/report/report_text.h"
#include "query/search/searcher.h"

namespace trawl {
namespace {

// A sentence with more names in it is not read.
constexpr size_t kMaxNames = 4;
constexpr uint64_t kYear10000 = 253'402'300'800;

// "`a`, `b` and 3 more projects"; `noun` is what the names are of.
void append_names(const std::vector<std::string>& names, std::string_view noun,
                  std::vector<TextPart>* parts) {
  const size_t shown = names.size() > kMaxNames ? kMaxNames - 1 : names.size();
  for (size_t i = 0; i < shown; ++i) {
    const bool is_last = i + 1 == names.size();
    if (i > 0) parts->push_back({is_last ? " and " : ", "});
    parts->push_back({names[i], true});
  }
  if (shown == names.size()) return;
  const uint64_t more = names.size() - shown;
  parts->push_back({fmt::format(" and {} more {}", more, plural(noun, more))});
}

void append_origin(const BuildOrigin& origin, std::vector<TextPart>* parts) {
  if (origin.is_empty()) {
    parts->push_back({"; what it was built from is not recorded"});
    return;
  }
  parts->push_back({" from "});
  append_names(origin.roots, "root", parts);
  if (origin.corpus_file.empty()) return;
  parts->push_back({origin.roots.empty() ? "the corpus file " : " and the corpus file "});
  parts->push_back({origin.corpus_file, true});
}

}  // namespace

Result<Provenance> read_provenance(const std::string& directory, IndexReader* reader) {
  Provenance provenance;
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::weakly_canonical(directory, error);
  provenance.index = error ? directory : absolute.string();
  provenance.snapshot = reader->snapshot().name;
  TRAWL_ASSIGN_OR_RETURN(provenance.build, read_snapshot_build(*reader->view()));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<StaleRepository> stale, stale_repositories(reader));
  for (const StaleRepository& entry : stale) provenance.stale.push_back(entry.repository);
  return provenance;
}

std::string utc_text(uint64_t unix_seconds) {
  if (unix_seconds >= kYear10000) return "an unknown time";
  using std::chrono::days, std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  const std::chrono::sys_seconds time{seconds(unix_seconds)};
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  const auto hour = std::chrono::floor<hours>(time - day);
  const auto minute = std::chrono::floor<minutes>(time - day - hour);
  return fmt::format("{:04}-{:02}-{:02} at {:02}:{:02} UTC", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     hour.count(), minute.count());
}

std::vector<TextPart> provenance_text(const Provenance& provenance) {
  std::vector<TextPart> parts = {
      {"Snapshot "}, {provenance.snapshot, true}, {" of the index "}, {provenance.index, true}};
  const auto& seconds = provenance.build.published_unix_seconds;
  parts.push_back({seconds ? ", built on " + utc_text(*seconds) : ", built at an unknown time"});
  append_origin(provenance.build.origin, &parts);
  parts.push_back({"."});
  if (provenance.stale.empty()) return parts;
  parts.push_back({" That build could not read "});
  append_names(provenance.stale, "repository", &parts);
  parts.push_back({" and kept what an earlier build had read."});
  return parts;
}

std::vector<TextPart> link_notice(const TeamReport& report, const LinkTemplate& links) {
  if (report.projects.empty()) return {};
  const std::vector<std::string> titles = project_titles(report);
  std::vector<std::string> without;
  for (size_t i = 0; i < titles.size(); ++i) {
    const bool is_named = links.names_revision() && !report.projects[i].revision.empty();
    if (!is_named) without.push_back(titles[i]);
  }
  if (without.empty()) return {{"Links name the revision that was indexed."}};
  if (without.size() == titles.size()) {
    return {{"Links name no revision, so lines may have moved since."}};
  }
  std::vector<TextPart> parts = {{"Links to "}};
  append_names(without, "project", &parts);
  parts.push_back({" name no revision, so lines may have moved there since."});
  return parts;
}

}  // namespace trawl
