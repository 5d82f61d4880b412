#include "indexer/snapshot_replacement.h"

#include <algorithm>
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

// "a, b, c and 170 more"
std::string join_names(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < std::min(kMaxNames, names.size()); ++i) {
    text += (i == 0 ? "" : ", ") + escape_control(names[i]);
  }
  if (names.size() <= kMaxNames) return text;
  return text + " and " + std::to_string(names.size() - kMaxNames) + " more";
}

const SnapshotFacts* find_snapshot(const Manifest& manifest, const std::string& name) {
  const auto found =
      std::find_if(manifest.snapshots.begin(), manifest.snapshots.end(),
                   [&name](const SnapshotFacts& facts) { return facts.name == name; });
  return found == manifest.snapshots.end() ? nullptr : &*found;
}

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
    if (entry.is_outside) continue;
    ++repositories;
    if (entry.files != 0 && !given.contains(entry.repository)) lost.push_back(entry.repository);
  }
  if (lost.empty()) return {};
  const std::string them = lost.size() == 1 ? "it" : "them";
  return invalid_argument(
      "this build leaves out " + std::to_string(lost.size()) + " of " +
      std::to_string(repositories) + (repositories == 1 ? " repository" : " repositories") +
      " of snapshot " + options.snapshot + ": " + join_names(lost) + "; to drop " + them +
      ", use " + Term::kReplace + "; to keep " + them + ", use " + Term::kOtherSnapshot);
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
