#include "indexer/upkeep/check.h"

#include <fmt/format.h>

#include "indexer/store/publication.h"
#include "indexer/upkeep/segment_check.h"
#include "indexer/upkeep/snapshot_check.h"

namespace trawl {

Result<CheckReport> check_index(const std::string& directory) {
  TRAWL_ASSIGN_OR_RETURN(const PublishedIndex index, open_published(directory));
  CheckReport report;
  report.generation = index.manifest.generation;
  // First of all blocks, used or not: a flipped byte is named as what it is.
  TRAWL_RETURN_IF_ERROR(index.store.verify_checksums());
  for (const SegmentFacts& segment : index.manifest.segments) {
    TRAWL_RETURN_IF_ERROR(check_segment(index.store, segment, index.manifest.rules, &report));
  }
  for (const SnapshotFacts& snapshot : index.manifest.snapshots) {
    TRAWL_RETURN_IF_ERROR(check_snapshot(index.store, index.manifest, snapshot, &report));
  }
  return report;
}

std::string describe_check(const CheckReport& report) {
  return fmt::format(
      "generation {} is whole: {} segments, {} documents, {} chunks, {} posting lists ({} "
      "postings), {} hits, "
      "{} snapshots, {} files, {} places\n",
      report.generation, report.segments, report.documents, report.chunks, report.posting_lists,
      report.postings, report.hits, report.snapshots, report.files, report.places);
}

}  // namespace trawl
