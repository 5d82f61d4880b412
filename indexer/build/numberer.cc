// New documents are numbered through the build, as if all went to one segment, because only after
// they are processed is it known how much each holds, and so where segments end.
#include "indexer/build/numberer.h"

#include <utility>

#include "indexer/format/document.h"
#include "indexer/format/keys.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {

Numberer::Numberer(const std::vector<Repository>* repositories, const LiveIndex* live,
                   KnownDocuments known, NumberedFiles files)
    : repositories_(repositories),
      live_(live),
      known_(std::move(known)),
      files_(std::move(files)) {}

Result<Numberer> Numberer::create(const std::vector<Repository>* repositories,
                                  const LiveIndex* live, const std::string& pending_directory,
                                  uint64_t memory) {
  TRAWL_ASSIGN_OR_RETURN(KnownDocuments known,
                         KnownDocuments::create(pending_directory, memory / 2));
  TRAWL_ASSIGN_OR_RETURN(TreeBuilder trees, TreeBuilder::create(pending_directory));
  TRAWL_ASSIGN_OR_RETURN(PlaceBuilder places, PlaceBuilder::create(pending_directory, memory / 2));
  return Numberer(repositories, live, std::move(known),
                  NumberedFiles{{}, {}, std::move(trees), std::move(places)});
}

Status Numberer::number(SourceBatch* batch) {
  for (SourceItem& item : batch->items) {
    TRAWL_RETURN_IF_ERROR(item.end != nullptr ? end_repository(*item.end)
                                              : number_file(&item, batch));
  }
  batch->items.clear();
  return {};
}

Status Numberer::number_file(SourceItem* item, SourceBatch* batch) {
  FileRecord& record = item->record;
  ++files_.counts.files;
  if (record.skip != SkipReason::kNone) {
    ++files_.counts.skipped[static_cast<size_t>(record.skip)];
  } else {
    ++files_.counts.text_files;
    files_.counts.text_bytes += record.size;
    TRAWL_ASSIGN_OR_RETURN(std::optional<DocumentLocation> location, find(record.digest, false));
    if (!location) {
      location = number_new(record.size);
      TRAWL_RETURN_IF_ERROR(known_.insert(record.digest, *location));
      DocumentWork& work = batch->works.emplace_back();
      work.name = current_repository() + "/" + record.path;
      work.digest = record.digest;
      work.size = record.size;
      work.content = std::move(item->content);
    }
    TRAWL_RETURN_IF_ERROR(add_place(*location));
  }
  ++rank_;
  return files_.trees.add(std::move(record));
}

const std::string& Numberer::current_repository() const {
  return (*repositories_)[files_.entries.size()].name;
}

DocumentLocation Numberer::number_new(uint64_t size) {
  const auto number = static_cast<uint32_t>(files_.counts.new_documents);
  ++files_.counts.new_documents;
  files_.counts.new_bytes += size;
  return {{kNewSegments}, {number}};
}

Status Numberer::add_place(const DocumentLocation& location) {
  const auto entry = static_cast<uint32_t>(files_.entries.size());
  return files_.places.add({location.segment.value, location.document, {{entry}, {rank_}}});
}

// Looks in this build and in live segments; in those whose rules do not cover ours only with
// `any_segment`.
Result<std::optional<DocumentLocation>> Numberer::find(const DocumentDigest& digest,
                                                       bool any_segment) {
  TRAWL_ASSIGN_OR_RETURN(std::optional<DocumentLocation> found, known_.find(digest));
  if (found) return found;
  std::string value;
  for (uint32_t i = 0; i < live_->segments().size(); ++i) {
    if (!any_segment && !live_->is_reusable(i)) continue;
    const std::string key = blob_key(live_->segments()[i].id, digest);
    TRAWL_ASSIGN_OR_RETURN(const bool present,
                           live_->store().get_into(Family::kBlobs, key, &value));
    if (!present) continue;
    TRAWL_ASSIGN_OR_RETURN(const DocumentNumber document, decode_blob_value(value));
    const DocumentLocation location{{i}, document};
    TRAWL_RETURN_IF_ERROR(known_.insert(digest, location));
    return std::optional<DocumentLocation>(location);
  }
  return std::optional<DocumentLocation>();
}

Status Numberer::end_repository(const RepositoryEnd& end) {
  SnapshotEntry entry;
  entry.repository = current_repository();
  entry.ref = end.revision.ref;
  entry.revision = end.revision.commit;
  entry.stale_reason = end.unreadable;
  if (!end.unreadable.empty()) TRAWL_RETURN_IF_ERROR(keep_previous(&entry));
  TRAWL_ASSIGN_OR_RETURN(entry.tree, files_.trees.finish_tree());
  entry.files = std::exchange(rank_, 0);
  files_.entries.push_back(std::move(entry));
  if (!(*repositories_)[files_.entries.size() - 1].is_outside) ++files_.counts.repositories;
  return {};
}

Result<std::optional<SnapshotEntry>> Numberer::entry_of(const SnapshotFacts& snapshot,
                                                        const std::string& repository) const {
  using Found = std::optional<SnapshotEntry>;
  TRAWL_ASSIGN_OR_RETURN(std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(live_->store(), snapshot));
  for (SnapshotEntry& entry : entries) {
    if (entry.repository == repository) return Found(std::move(entry));
  }
  return Found();
}

// A repository that cannot be read keeps the files it had in an earlier snapshot.
Status Numberer::keep_previous(SnapshotEntry* entry) {
  std::optional<SnapshotEntry> previous;
  for (const SnapshotFacts* snapshot : live_->earlier()) {
    TRAWL_ASSIGN_OR_RETURN(previous, entry_of(*snapshot, entry->repository));
    if (previous) break;
  }
  if (!previous) {
    entry->stale_reason += "; there is no earlier revision of it";
    return {};
  }
  entry->ref = previous->ref;
  entry->revision = previous->revision;
  const uint32_t blocks = (previous->files + kFilesPerBlock - 1) / kFilesPerBlock;
  for (uint32_t block = 0; block < blocks; ++block) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                           live_->store().get(Family::kTrees, tree_key(previous->tree, block)));
    if (!value) return corruption("a block of the files of " + entry->repository + " is missing");
    TRAWL_ASSIGN_OR_RETURN(const std::vector<FileRecord> files, decode_tree_block(*value));
    for (const FileRecord& file : files) TRAWL_RETURN_IF_ERROR(keep_file(file));
  }
  return {};
}

Status Numberer::keep_file(const FileRecord& file) {
  ++files_.counts.files;
  if (file.skip != SkipReason::kNone) {
    ++files_.counts.skipped[static_cast<size_t>(file.skip)];
  } else {
    ++files_.counts.text_files;
    files_.counts.text_bytes += file.size;
    TRAWL_ASSIGN_OR_RETURN(const std::optional<DocumentLocation> location, find(file.digest, true));
    if (!location) {
      return corruption("the document of " + file.path + " is missing from its segment");
    }
    TRAWL_RETURN_IF_ERROR(add_place(*location));
  }
  ++rank_;
  return files_.trees.add(file);
}

}  // namespace trawl
