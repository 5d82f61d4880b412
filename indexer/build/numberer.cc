// New documents are numbered through the build, as if all went to one segment, because only after
// they are processed is it known how much each holds, and so where segments end.
#include "indexer/build/numberer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/store/tree_reader.h"

namespace trawl {
namespace {

// Files that there are, or were when they were listed, but that gave nothing to read.
constexpr std::array kFailures = {SkipReason::kUnreadable, SkipReason::kVanished,
                                  SkipReason::kShrunk, SkipReason::kMissingObject};

// At most this many wait for a new document. The next build meets the rest again.
constexpr size_t kMostUnindexed = 1 << 16;

}  // namespace

Numberer::Numberer(const std::vector<Repository>* repositories, const LiveIndex* live,
                   LiveDocuments* documents, KnownDocuments known, NumberedFiles files,
                   bool replace)
    : repositories_(repositories),
      live_(live),
      documents_(documents),
      known_(std::move(known)),
      files_(std::move(files)),
      earlier_(live),
      replace_(replace) {}

Result<Numberer> Numberer::create(const std::vector<Repository>* repositories,
                                  const LiveIndex* live, LiveDocuments* documents,
                                  const std::string& pending_directory, uint64_t memory,
                                  bool replace) {
  KnownDocuments known(pending_directory, memory / 2);
  TRAWL_ASSIGN_OR_RETURN(StoredTrees live_trees, read_live_trees(*live));
  TRAWL_ASSIGN_OR_RETURN(TreeBuilder trees, TreeBuilder::create(pending_directory, &live->store(),
                                                                std::move(live_trees)));
  TRAWL_ASSIGN_OR_RETURN(PlaceBuilder places, PlaceBuilder::create(pending_directory, memory / 2));
  return Numberer(repositories, live, documents, std::move(known),
                  NumberedFiles{{}, {}, 0, std::move(trees), std::move(places)}, replace);
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
    TRAWL_RETURN_IF_ERROR(note_unindexed(record));
  } else {
    TRAWL_RETURN_IF_ERROR(number_text(item, batch));
  }
  ++rank_;
  return files_.trees.add(std::move(record));
}

Status Numberer::number_text(SourceItem* item, SourceBatch* batch) {
  FileRecord& record = item->record;
  ++files_.counts.text_files;
  files_.counts.text_bytes += record.size;
  if (item->traits && !item->live) ++files_.counts.examined;
  TRAWL_ASSIGN_OR_RETURN(std::optional<KnownDocument> known, find(record.digest, item->live));
  if (!known) {
    TRAWL_ASSIGN_OR_RETURN(known, number_new(item, batch));
  }
  if (!item->traits) classify(known->traits, &record);
  return add_place(known->location);
}

Result<KnownDocument> Numberer::number_new(SourceItem* item, SourceBatch* batch) {
  FileRecord& record = item->record;
  const std::string name = current_repository().name + "/" + record.path;
  if (!item->traits) return internal_error(name + ": its content was met before, but it is new");
  const auto number = static_cast<uint32_t>(files_.counts.new_documents);
  const KnownDocument known{{{kNewSegments}, {number}}, *item->traits};
  TRAWL_RETURN_IF_ERROR(known_.insert(record.digest, known));
  ++files_.counts.new_documents;
  files_.counts.new_bytes += record.size;
  DocumentWork& work = batch->works.emplace_back();
  work.name = name;
  work.digest = record.digest;
  work.size = record.size;
  work.content = std::move(item->content);
  DocumentNotes notes{std::move(item->facts), std::exchange(unindexed_, {})};
  if (notes.facts != ContentFacts() || !notes.unindexed.empty()) {
    work.notes = std::make_shared<const DocumentNotes>(std::move(notes));
  }
  return known;
}

// They go to the segment of the next new document. If none follows, the next build meets them
// again.
Status Numberer::note_unindexed(const FileRecord& record) {
  if (!record.is_skipped_with_digest || !is_of_content(record.skip)) return {};
  if (unindexed_.size() >= kMostUnindexed || known_.find(record.digest)) return {};
  TRAWL_ASSIGN_OR_RETURN(const std::optional<UnindexedContent> live,
                         documents_->find_unindexed(record.digest));
  TRAWL_RETURN_IF_ERROR(known_.insert(record.digest, {{{kUnindexed}, {0}}, {}}));
  if (!live) unindexed_.push_back({record.digest, record.skip, record.size});
  return {};
}

Status Numberer::add_place(const DocumentLocation& location) {
  const auto entry = static_cast<uint32_t>(files_.entries.size());
  return files_.places.add({location.segment.value, location.document, {{entry}, {rank_}}});
}

// The document if this build has met its content, or `live` is where the index has it.
Result<std::optional<KnownDocument>> Numberer::find(const DocumentDigest& digest,
                                                    const std::optional<DocumentLocation>& live) {
  std::optional<KnownDocument> known = known_.find(digest);
  if (known || !live) return known;
  TRAWL_ASSIGN_OR_RETURN(const ContentTraits traits, documents_->traits(*live));
  known = {*live, traits};
  TRAWL_RETURN_IF_ERROR(known_.insert(digest, *known));
  return known;
}

Status Numberer::end_repository(const RepositoryEnd& end) {
  SnapshotEntry entry;
  entry.repository = current_repository().name;
  entry.ref = end.revision.ref;
  entry.revision = end.revision.commit;
  entry.stale_reason = end.unreadable;
  if (current_repository().is_outside) entry.kind = EntryKind::kOutside;
  if (end.unreadable.empty()) {
    TRAWL_ASSIGN_OR_RETURN(entry.stale_reason, why_not_read());
  }
  if (!entry.stale_reason.empty()) {
    if (end.unreadable.empty() && rank_ == 0) ++files_.emptied;
    files_.trees.discard_tree();
    files_.counts = before_;
    rank_ = 0;
    TRAWL_RETURN_IF_ERROR(keep_previous(&entry));
  }
  TRAWL_ASSIGN_OR_RETURN(const StoredTree tree,
                         files_.trees.finish_tree([&] { return earlier_tree(entry); }));
  entry.tree = tree.id;
  entry.files = tree.files;
  entry.form = tree.form;
  rank_ = 0;
  if (!entry.is_outside()) ++files_.counts.repositories;
  files_.entries.push_back(std::move(entry));
  before_ = files_.counts;
  return {};
}

Result<std::optional<StoredTree>> Numberer::earlier_tree(const SnapshotEntry& entry) {
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* const earlier, earlier_.find_like(entry));
  if (earlier == nullptr) return std::optional<StoredTree>();
  return std::optional<StoredTree>(earlier->stored_tree());
}

// Why a repository that could be opened is to keep its earlier files; empty when it is not. It gave
// no text, but had some before, and it may be that nobody took that away: its files cannot be read
// (permissions, too many open files), or its directory is empty (the place of a disk that is not
// mounted). Nothing of it was numbered then, as only text is.
Result<std::string> Numberer::why_not_read() {
  const bool has_text_now = files_.counts.text_files != before_.text_files;
  if (has_text_now || current_repository().is_outside) return std::string();
  const std::string failures = failures_of_files();
  if (failures.empty() && (rank_ != 0 || replace_)) return std::string();
  // An empty directory is the first revision in a snapshot that did not have the repository.
  const std::string& name = current_repository().name;
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* const previous,
                         failures.empty() ? earlier_.find_in_replaced(name) : earlier_.find(name));
  if (previous == nullptr) return std::string();
  TRAWL_ASSIGN_OR_RETURN(const bool had_text, has_text(*previous));
  if (!had_text) return std::string();
  const std::string& location = current_repository().location;
  return failures.empty() ? location + " has no files"
                          : location + ": no text could be read (" + failures + ")";
}

// "12 unreadable, 1 vanished": files of the current repository; empty when there are none.
std::string Numberer::failures_of_files() const {
  SkippedCounts failures{};
  for (const SkipReason reason : kFailures) {
    const auto i = static_cast<size_t>(reason);
    failures[i] = files_.counts.skipped[i] - before_.skipped[i];
  }
  return describe_skipped(failures);
}

Result<bool> Numberer::has_text(const SnapshotEntry& entry) const {
  TreeReader tree(&live_->store(), entry.stored_tree());
  for (;;) {
    TRAWL_ASSIGN_OR_RETURN(const bool more, tree.next());
    if (!more) return false;
    const bool found =
        std::any_of(tree.files().begin(), tree.files().end(),
                    [](const FileRecord& file) { return file.skip == SkipReason::kNone; });
    if (found) return true;
  }
}

// A repository that cannot be read keeps the files it had in an earlier snapshot.
Status Numberer::keep_previous(SnapshotEntry* entry) {
  TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* const previous, earlier_.find(entry->repository));
  if (previous == nullptr) {
    entry->stale_reason += "; there is no earlier revision of it";
    return {};
  }
  entry->ref = previous->ref;
  entry->revision = previous->revision;
  entry->kind = previous->kind;
  entry->asked = previous->asked;
  TreeReader tree(&live_->store(), previous->stored_tree());
  for (;;) {
    TRAWL_ASSIGN_OR_RETURN(const bool more, tree.next());
    if (!more) return {};
    for (const FileRecord& file : tree.files()) TRAWL_RETURN_IF_ERROR(keep_file(file));
  }
}

Status Numberer::keep_file(const FileRecord& file) {
  ++files_.counts.files;
  if (file.skip != SkipReason::kNone) {
    ++files_.counts.skipped[static_cast<size_t>(file.skip)];
  } else {
    ++files_.counts.text_files;
    files_.counts.text_bytes += file.size;
    TRAWL_ASSIGN_OR_RETURN(const std::optional<DocumentLocation> live,
                           documents_->find(file.digest, true));
    TRAWL_ASSIGN_OR_RETURN(const std::optional<KnownDocument> known, find(file.digest, live));
    if (!known) return corruption("the document of " + file.path + " is missing from its segment");
    TRAWL_RETURN_IF_ERROR(add_place(known->location));
  }
  ++rank_;
  return files_.trees.add(file);
}

}  // namespace trawl
