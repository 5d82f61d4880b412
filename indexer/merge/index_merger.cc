#include "indexer/merge/index_merger.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/merge/merge_opening.h"
#include "indexer/merge/merge_plan.h"
#include "indexer/merge/merge_writer.h"
#include "indexer/merge/part_merger.h"
#include "indexer/merge/segment_blobs.h"
#include "indexer/segment/family_reader.h"
#include "indexer/store/next_generation.h"

namespace trawl {
namespace {

// One publication, with all merges of a plan.
class IndexMerge {
 public:
  IndexMerge(IndexWriter* writer, const MergeOptions& options,
             std::vector<std::vector<uint32_t>> plan)
      : options_(options), plan_(std::move(plan)), next_(writer) {}

  // Opens the planned merges, except those of segments with a document in common, which cannot be
  // merged as long as snapshots hold both. Counts are known afterwards.
  Status open();
  bool empty() const { return plan_.empty(); }
  Status run();
  const MergeCounts& counts() const { return counts_; }

 private:
  static uint64_t bytes_of(const SegmentFacts& segment, Family family);
  Status write(const SegmentMerge& merge);
  void replace_segments();
  void report(uint64_t bytes);

  const MergeOptions& options_;
  std::vector<std::vector<uint32_t>> plan_;
  NextGeneration next_;
  MergeCounts counts_;
  std::vector<SegmentMerge> merges_;
  std::vector<SegmentFacts> written_;  // by merge
  uint64_t bytes_in_all_ = 0;          // of postings, which take the longest
  uint64_t bytes_read_ = 0;
};

uint64_t IndexMerge::bytes_of(const SegmentFacts& segment, Family family) {
  for (const FileFacts& file : segment.files) {
    if (file.family == family) return file.bytes;
  }
  return 0;
}

void IndexMerge::report(uint64_t bytes) {
  bytes_read_ += bytes;
  if (!options_.progress) return;
  const double share = bytes_in_all_ == 0
                           ? 1
                           : static_cast<double>(bytes_read_) / static_cast<double>(bytes_in_all_);
  options_.progress(counts_, std::min(share, 1.0));
}

Status IndexMerge::open() {
  std::vector<std::vector<uint32_t>> planned = std::move(plan_);
  plan_.clear();
  for (std::vector<uint32_t>& sources : planned) {
    TRAWL_ASSIGN_OR_RETURN(SegmentMerge merge, open_merge(next_.store(), next_.live(), sources));
    TRAWL_ASSIGN_OR_RETURN(const std::optional<DocumentDigest> common,
                           document_in_common(next_.store(), merge));
    if (common) continue;
    counts_.segments += static_cast<uint32_t>(sources.size());
    for (const uint32_t source : sources) {
      bytes_in_all_ += bytes_of(next_.live().segments[source], Family::kPostings);
    }
    merges_.push_back(std::move(merge));
    plan_.push_back(std::move(sources));
  }
  counts_.generation = next_.manifest().generation;
  counts_.into = static_cast<uint32_t>(plan_.size());
  return {};
}

Status IndexMerge::write(const SegmentMerge& merge) {
  TRAWL_ASSIGN_OR_RETURN(WrittenSegment written,
                         write_merged(next_.store(), merge, next_.pending_directory(),
                                      options_.jobs, [this](uint64_t bytes) { report(bytes); }));
  next_.add_named_files(std::move(written.files));
  written_.push_back(std::move(written.facts));
  return {};
}

// A merged segment takes the place of its oldest source.
void IndexMerge::replace_segments() {
  std::vector<SegmentFacts>& segments = next_.manifest().segments;
  std::vector<bool> gone(segments.size(), false);
  for (size_t i = 0; i < plan_.size(); ++i) {
    for (const uint32_t source : plan_[i]) gone[source] = true;
    gone[plan_[i].front()] = false;
    segments[plan_[i].front()] = std::move(written_[i]);
  }
  size_t index = 0;
  std::erase_if(segments, [&](const SegmentFacts&) { return gone[index++]; });
}

Status IndexMerge::run() {
  report(0);
  for (const SegmentMerge& merge : merges_) TRAWL_RETURN_IF_ERROR(write(merge));
  replace_segments();
  TRAWL_ASSIGN_OR_RETURN(PartBuilder parts, PartBuilder::create(next_.pending_directory()));
  TRAWL_RETURN_IF_ERROR(merge_parts(next_.store(), merges_, &parts, &next_.manifest()));
  TRAWL_RETURN_IF_ERROR(parts.hand_over(&next_));
  return next_.publish(options_.milliseconds());
}

}  // namespace

// Plans again after each merge: a merged segment may have lost so many dead documents that it
// belongs to a lower tier than planned, or one merge could not take all its sources.
Status merge_segments(IndexWriter* writer, const MergeOptions& options, MergeCounts* counts) {
  const MergeLimits limits = merge_limits(options.memory);
  while (true) {
    std::vector<std::vector<uint32_t>> plan = plan_merges(writer->manifest(), limits);
    IndexMerge merge(writer, options, std::move(plan));
    TRAWL_RETURN_IF_ERROR(merge.open());
    if (merge.empty()) return {};
    TRAWL_RETURN_IF_ERROR(merge.run());
    counts->segments += merge.counts().segments;
    counts->into += merge.counts().into;
    counts->generation = merge.counts().generation;
  }
}

}  // namespace trawl
