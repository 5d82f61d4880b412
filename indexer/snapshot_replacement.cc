#include "indexer/snapshot_replacement.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/store/snapshot_entries.h"
#include "indexer/text/control_characters.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

constexpr size_t kMaxNames = 3;  // of repositories in the message

}  // namespace

Status check_repositories_lost(const BuildOptions& options, const IndexWriter& writer) {
  const SnapshotFacts* const previous = find_snapshot(writer.manifest(), options.snapshot);
  if (options.replace || previous == nullptr) return {};
  std::set<std::string_view> given;
  for (const Repository& repository : options.repositories) {
    if (!repository.is_outside) given.insert(repository.name);
  }
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(writer.store(), *previous));
  uint64_t repositories = 0;
  std::vector<std::string> lost;
  for (const SnapshotEntry& entry : entries) {
    if (entry.is_outside()) continue;
    ++repositories;
    if (entry.files == 0 || given.contains(entry.repository)) continue;
    lost.push_back(escape_control(entry.repository));
  }
  if (lost.empty()) return {};
  const std::string them = lost.size() == 1 ? "it" : "them";
  return invalid_argument("this build leaves out " + std::to_string(lost.size()) + " of " +
                          count_text(repositories, "repository") + " of snapshot " +
                          options.snapshot + ": " + first_names(lost, kMaxNames) + "; to drop " +
                          them + ", use " + Term::kReplace + "; to keep " + them + ", use " +
                          Term::kOtherSnapshot);
}

Status check_text_lost(const BuildOptions& options, const SnapshotFacts* previous,
                       const BuildCounts& counts) {
  if (options.replace || previous == nullptr) return {};
  if (previous->text_bytes == 0 || counts.text_bytes != 0) return {};
  const std::string skipped = describe_skipped(counts.skipped);
  return invalid_argument(
      "this build found no text" + (skipped.empty() ? "" : " (" + skipped + ")") +
      ", and snapshot " + options.snapshot + " has " + format_size(previous->text_bytes) +
      " of it, so snapshot " + options.snapshot + " stays as it was; to drop it, use " +
      Term::kReplace + "; to keep it, use " + Term::kOtherSnapshot);
}

}  // namespace trawl
