#include "indexer/merge/segment_blobs.h"

#include <utility>
#include <vector>

#include "indexer/format/keys.h"

namespace trawl {

Result<SegmentBlobs> SegmentBlobs::open(const Store& store, const SegmentFacts& segment) {
  SegmentBlobs blobs(store, segment);
  TRAWL_RETURN_IF_ERROR(blobs.parse());
  return blobs;
}

Status SegmentBlobs::parse() {
  if (reader_.at_end()) return reader_.finish();
  const std::optional<DocumentDigest> digest = parse_blob_key(reader_.key());
  TRAWL_ASSIGN_OR_RETURN(value_, decode_blob_value(reader_.value()));
  if (!digest || (value_.document && value_.document->value >= segment_->documents)) {
    return wrong_segment(*segment_, "a blob record of no document");
  }
  digest_ = *digest;
  return {};
}

Result<MergedCursors<SegmentBlobs>> open_blobs(const Store& store, const SegmentMerge& merge) {
  std::vector<SegmentBlobs> sources;
  for (const MergeSource& source : merge.sources) {
    TRAWL_ASSIGN_OR_RETURN(SegmentBlobs opened, SegmentBlobs::open(store, *source.facts));
    sources.push_back(std::move(opened));
  }
  return MergedCursors<SegmentBlobs>(std::move(sources));
}

Result<std::optional<DocumentDigest>> document_in_common(const Store& store,
                                                         const SegmentMerge& merge) {
  TRAWL_ASSIGN_OR_RETURN(MergedCursors<SegmentBlobs> blobs, open_blobs(store, merge));
  std::optional<DocumentDigest> last;
  for (; !blobs.at_end();) {
    const MergeSource& source = merge.sources[blobs.index()];
    const std::optional<DocumentNumber> document = blobs.cursor().value().document;
    if (document && source.documents.keeps(document->value)) {
      const DocumentDigest digest = blobs.key();
      if (last == digest) return last;
      last = digest;
    }
    TRAWL_RETURN_IF_ERROR(blobs.next());
  }
  return std::optional<DocumentDigest>();
}

}  // namespace trawl
