#include "indexer/upkeep/stats.h"

#include <algorithm>
#include <array>
#include <ctime>

#include <fmt/format.h>

#include "indexer/format/build_parameters.h"
#include "indexer/format/keys.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/store/publication.h"
#include "indexer/store/snapshot_entries.h"
#include "indexer/text/control_characters.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

// "3 days", "5 hours", "12 minutes", "40 seconds".
std::string describe_age(uint64_t seconds) {
  constexpr uint64_t kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;
  if (seconds >= 2 * kDay) return count_text(seconds / kDay, "day");
  if (seconds >= 2 * kHour) return count_text(seconds / kHour, "hour");
  if (seconds >= 2 * kMinute) return count_text(seconds / kMinute, "minute");
  return count_text(seconds, "second");
}

Result<std::string> age_of(const Store& store, uint64_t generation) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                         store.get(Family::kMeta, status_key(generation)));
  if (!value) return std::string("at an unknown time");
  TRAWL_ASSIGN_OR_RETURN(const BuildStatus status, decode_status(*value));
  const auto now = static_cast<uint64_t>(std::time(nullptr));
  const uint64_t published = std::min(now, status.published_unix_seconds);
  return fmt::format("{} ago, built in {:.2f} s", describe_age(now - published),
                     static_cast<double>(status.build_milliseconds) / 1000);
}

std::string describe_families(const std::vector<LiveFile>& files, uint64_t text_bytes) {
  std::array<uint64_t, kFamilyCount> bytes{};
  std::array<uint64_t, kFamilyCount> counts{};
  uint64_t all = 0;
  for (const LiveFile& file : files) {
    bytes[static_cast<size_t>(file.facts.family)] += file.facts.bytes;
    ++counts[static_cast<size_t>(file.facts.family)];
    all += file.facts.bytes;
  }
  const auto share = [&](uint64_t part) {
    return text_bytes == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(text_bytes);
  };
  std::string text =
      fmt::format("\n{:<12}{:>8}{:>16}{:>16}\n", "family", "files", "bytes", "of the text");
  for (size_t i = 0; i < kFamilyCount; ++i) {
    text += fmt::format("{:<12}{:>8}{:>16}{:>16.4f}\n", kFamilyNames[i], counts[i], bytes[i],
                        share(bytes[i]));
  }
  return text + fmt::format("{:<12}{:>8}{:>16}{:>16.4f}\n", "all", files.size(), all, share(all));
}

// What lies in the store for readers of earlier generations, or for nobody any more.
Result<std::string> describe_spare_files(const PublishedIndex& index) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Manifest> pinned,
                         pinned_manifests(index.directory, index.store, index.manifest.generation));
  const SpareFiles spare = spare_files(index.store, index.manifest, pinned);
  const auto size_of = [](const std::vector<LiveFile>& files) {
    return count_text(bytes_of(files), "byte") + " in " + count_text(files.size(), "file");
  };
  std::string text;
  if (!pinned.empty()) {
    std::vector<std::string> numbers;
    for (const Manifest& manifest : pinned) numbers.push_back(std::to_string(manifest.generation));
    text += fmt::format("\nkept for readers of {} {}: {}\n", plural("generation", numbers.size()),
                        first_names(numbers, numbers.size()), size_of(spare.pinned));
  }
  if (!spare.unneeded.empty()) {
    text += fmt::format("\nno longer needed: {}, which the next build deletes\n",
                        size_of(spare.unneeded));
  }
  return text;
}

// How many of the index's rules the segment was scanned for; it may also have been scanned for
// rules that are gone.
uint64_t live_rules(const SegmentFacts& segment, const Manifest& manifest) {
  return static_cast<uint64_t>(
      std::count_if(manifest.rules.begin(), manifest.rules.end(),
                    [&](const RuleFacts& rule) { return covers(segment, rule.digest); }));
}

std::string describe_rules(const Manifest& manifest) {
  std::string text;
  if (!manifest.catalogues.empty()) text += "\ncatalogues\n";
  for (const CatalogueFacts& catalogue : manifest.catalogues) {
    const auto count = std::count_if(
        manifest.rules.begin(), manifest.rules.end(),
        [&](const RuleFacts& rule) { return is_of_catalogue(rule.name, catalogue.name); });
    text += fmt::format("{}\t{}\n", escape_control(catalogue.name),
                        count_text(static_cast<uint64_t>(count), "rule"));
  }
  if (!manifest.rules.empty()) text += "\nrules\n";
  for (const RuleFacts& rule : manifest.rules) {
    // An expression of several patterns has a line for each.
    std::string expression = rule.expression;
    if (expression.ends_with('\n')) expression.pop_back();
    std::replace(expression.begin(), expression.end(), '\n', ' ');
    text += fmt::format("{}\t{}\n", escape_control(rule.name), escape_control(expression));
  }
  return text;
}

// As builds count them: without what lies outside.
Result<int64_t> repositories_of(const Store& store, const SnapshotFacts& snapshot) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(store, snapshot));
  return std::count_if(entries.begin(), entries.end(),
                       [](const SnapshotEntry& entry) { return !entry.is_outside(); });
}

// What decided which files a snapshot has.
Result<std::string> describe_build(const Store& store, const SnapshotFacts& snapshot) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                         store.get(Family::kMeta, parameters_key(snapshot.parameters)));
  if (!value) return corruption("the parameters of snapshot " + snapshot.name + " are missing");
  TRAWL_ASSIGN_OR_RETURN(const BuildParameters parameters, decode_build_parameters(*value));
  std::string text =
      fmt::format("{}\tfiles of at most {}", snapshot.name, format_size(parameters.max_file_size));
  if (parameters.repository_depth != 0) {
    text += fmt::format(", repositories {} down", count_text(parameters.repository_depth, "level"));
  }
  for (size_t i = 0; i < parameters.excluded.size(); ++i) {
    text += (i == 0 ? ", without " : " ") + escape_control(parameters.excluded[i]);
  }
  if (snapshot.stale_entries != 0) {
    text += fmt::format("; {} kept from an earlier build",
                        count_text(snapshot.stale_entries, "repository"));
  }
  return text + "\n";
}

}  // namespace

Result<std::string> describe_index(const std::string& directory) {
  TRAWL_ASSIGN_OR_RETURN(const PublishedIndex index, open_published(directory));
  const Manifest& manifest = index.manifest;
  TRAWL_ASSIGN_OR_RETURN(const std::string age, age_of(index.store, manifest.generation));
  std::string text = fmt::format("{}: generation {}, published {}\n", escape_control(directory),
                                 manifest.generation, age);

  text += fmt::format("\n{:<24}{:>14}{:>10}{:>12}{:>16}  {}\n", "snapshot", "repositories", "files",
                      "text files", "text bytes", "published");
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    TRAWL_ASSIGN_OR_RETURN(const std::string published, age_of(index.store, snapshot.published));
    TRAWL_ASSIGN_OR_RETURN(const int64_t repositories, repositories_of(index.store, snapshot));
    text += fmt::format("{:<24}{:>14}{:>10}{:>12}{:>16}  {}\n", snapshot.name, repositories,
                        snapshot.files, snapshot.text_files, snapshot.text_bytes, published);
  }
  if (!manifest.snapshots.empty()) text += "\nbuilt with\n";
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    TRAWL_ASSIGN_OR_RETURN(const std::string build, describe_build(index.store, snapshot));
    text += build;
  }
  text += fmt::format("\n{:<34}{:>10}{:>10}{:>14}{:>7}{:>14}\n", "segment", "documents", "chunks",
                      "text bytes", "rules", "bytes");
  uint64_t text_bytes = 0;
  for (const SegmentFacts& segment : manifest.segments) {
    uint64_t bytes = 0;
    for (const FileFacts& file : segment.files) bytes += file.bytes;
    text_bytes += segment.text_bytes;
    text +=
        fmt::format("{:<34}{:>10}{:>10}{:>14}{:>7}{:>14}\n", segment.id.hex(), segment.documents,
                    segment.chunks, segment.text_bytes, live_rules(segment, manifest), bytes);
  }
  text += describe_families(index.store.live_files(), text_bytes);
  TRAWL_ASSIGN_OR_RETURN(const std::string spare, describe_spare_files(index));
  text += spare;
  return text + describe_rules(manifest);
}

}  // namespace trawl
