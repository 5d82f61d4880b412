#include "indexer/upkeep/check.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/build_origin.h"
#include "indexer/format/keys.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/store/publication.h"
#include "indexer/text/quantities.h"
#include "indexer/upkeep/segment_check.h"
#include "indexer/upkeep/snapshot_check.h"

namespace trawl {
namespace {

// RocksDB's metadata, which opening checks, does not have the number of entries.
Status check_entries(const PublishedIndex& index) {
  const auto with_entries = [](const FileFacts& file) {
    return std::pair(identity_of(file), file.entries);
  };
  TRAWL_ASSIGN_OR_RETURN(const auto files, index.store.live_files_with_entries());
  std::set<std::pair<FileIdentity, uint64_t>> live;
  for (const LiveFile& file : files) live.insert(with_entries(file.facts));
  for (const FileFacts* file : named_files(&index.manifest)) {
    if (live.contains(with_entries(*file))) continue;
    return corruption(fmt::format(
        "a file of family {} does not have the {} that it was published with",
        kFamilyNames[static_cast<size_t>(file->family)], count_text(file->entries, "entry")));
  }
  return {};
}

Status check_catalogue(const Store& store, const CatalogueFacts& catalogue) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> text,
                         store.get(Family::kMeta, catalogue_key(catalogue.digest)));
  if (text && catalogue_digest(*text) == catalogue.digest) return {};
  return corruption("the text of catalogue " + catalogue.name +
                    (text ? " is not the one that it was published with" : " is missing"));
}

// The records that reports tell of a snapshot besides its files. Either may be missing.
Status check_build_records(const Store& store, const SnapshotFacts& snapshot) {
  const std::string about = "snapshot " + snapshot.name;
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> times,
                         store.get(Family::kMeta, status_key(snapshot.published)));
  if (times) TRAWL_RETURN_IF_ERROR(decode_status(*times).status().with_context(about));
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> origin,
                         store.get(Family::kMeta, origin_key(snapshot.published)));
  if (origin) TRAWL_RETURN_IF_ERROR(decode_build_origin(*origin).status().with_context(about));
  return {};
}

}  // namespace

Result<CheckReport> check_index(const std::string& directory, uint64_t memory) {
  TRAWL_ASSIGN_OR_RETURN(const PublishedIndex index, open_published(directory));
  CheckReport report;
  report.generation = index.manifest.generation;
  // All blocks come first, used or not, so that a flipped byte is named as what it is.
  TRAWL_RETURN_IF_ERROR(index.store.verify_checksums());
  TRAWL_RETURN_IF_ERROR(check_entries(index));
  TRAWL_ASSIGN_OR_RETURN(std::vector<Rule> named, rules_of(index.manifest));
  const std::vector<Rule> rules = distinct_rules(std::move(named));
  for (const CatalogueFacts& catalogue : index.manifest.catalogues) {
    TRAWL_RETURN_IF_ERROR(check_catalogue(index.store, catalogue));
  }
  for (const SegmentFacts& segment : index.manifest.segments) {
    TRAWL_RETURN_IF_ERROR(check_segment(index.store, segment, rules, memory, &report));
  }
  for (const SnapshotFacts& snapshot : index.manifest.snapshots) {
    TRAWL_RETURN_IF_ERROR(check_build_records(index.store, snapshot));
    TRAWL_RETURN_IF_ERROR(check_snapshot(index.store, index.manifest, snapshot, &report));
  }
  return report;
}

std::string describe_check(const CheckReport& report) {
  return fmt::format("generation {} is whole: {}, {}, {}, {} ({}), {}, {}, {}, {}\n",
                     report.generation, count_text(report.segments, "segment"),
                     count_text(report.documents, "document"), count_text(report.chunks, "chunk"),
                     count_text(report.posting_lists, "posting list"),
                     count_text(report.postings, "posting"), count_text(report.hits, "hit"),
                     count_text(report.snapshots, "snapshot"), count_text(report.files, "file"),
                     count_text(report.places, "place"));
}

}  // namespace trawl
