// The blob records of segments that are to be merged, as one ascending sequence.
#pragma once

#include <algorithm>
#include <optional>

#include "indexer/base/status.h"
#include "indexer/format/blob.h"
#include "indexer/format/ids.h"
#include "indexer/format/manifest.h"
#include "indexer/merge/segment_merge.h"
#include "indexer/segment/family_reader.h"
#include "indexer/segment/merged_cursors.h"
#include "indexer/store/store.h"

namespace trawl {

// A cursor (see MergedCursors) over a segment's blobs. The facts must outlive it.
class SegmentBlobs {
 public:
  static Result<SegmentBlobs> open(const Store& store, const SegmentFacts& segment);

  bool at_end() const { return reader_.at_end(); }
  DocumentDigest key() const { return digest_; }
  const BlobValue& value() const { return value_; }
  Status next() {
    reader_.next();
    return parse();
  }

 private:
  SegmentBlobs(const Store& store, const SegmentFacts& segment)
      : segment_(&segment), reader_(store, segment, Family::kBlobs) {}
  Status parse();

  const SegmentFacts* segment_;
  FamilyReader reader_;
  DocumentDigest digest_;
  BlobValue value_;
};

// The blobs of all sources of a merge, including documents that are left out, and contents that are
// not indexed.
Result<MergedCursors<SegmentBlobs>> open_blobs(const Store& store, const SegmentMerge& merge);

// Calls Status visit(UnindexedContent) for each content of the merge's sources that is not indexed,
// once and ascending: several sources may have it. Reads no blobs if no source has any.
template <class Visit>
Status for_each_unindexed(const Store& store, const SegmentMerge& merge, Visit visit) {
  const bool has_none =
      std::all_of(merge.sources.begin(), merge.sources.end(),
                  [](const MergeSource& source) { return source.facts->unindexed == 0; });
  if (has_none) return {};
  TRAWL_ASSIGN_OR_RETURN(MergedCursors<SegmentBlobs> blobs, open_blobs(store, merge));
  std::optional<DocumentDigest> last;
  for (; !blobs.at_end();) {
    const BlobValue& value = blobs.cursor().value();
    if (!value.document && last != blobs.key()) {
      last = blobs.key();
      TRAWL_RETURN_IF_ERROR(visit(UnindexedContent{*last, value.reason, value.size}));
    }
    TRAWL_RETURN_IF_ERROR(blobs.next());
  }
  return {};
}

// A document that two sources of the merge keep; nullopt when there is none. A document that was
// indexed again, because its segment was not scanned for a rule, is in two segments of one group
// once that rule is filled in, if another snapshot still holds the older one.
Result<std::optional<DocumentDigest>> document_in_common(const Store& store,
                                                         const SegmentMerge& merge);

}  // namespace trawl
