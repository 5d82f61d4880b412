// Reading and handing over keep the order of grams. In between, lists are decoded, their chunks
// renumbered, and encoded again: this is most of the work, and idle threads take part in it.
#include "indexer/merge/posting_merger.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "indexer/base/ordered_work.h"
#include "indexer/format/posting_list.h"
#include "indexer/segment/merged_cursors.h"
#include "indexer/segment/posting_list_cursor.h"

namespace trawl {
namespace {

// Coded bytes that go through the stages together; more only if the lists of one gram have more.
constexpr size_t kBatchBytes = 128 << 10;

// The lists of some grams. Reused for the next.
class Batch {
 public:
  void clear();
  size_t bytes() const { return read_.size(); }
  void add(Gram gram, size_t source, std::string_view list);
  Status recode(const std::vector<MergeSource>& sources);
  Status hand_over(const std::function<Status(Gram, std::string_view)>& sink) const;

 private:
  struct SourceList {
    Gram gram;
    size_t source;
    size_t end;  // in read_
  };
  struct CodedList {
    Gram gram;
    size_t end;  // in coded_
  };
  Status append(const MergeSource& source, std::string_view list);

  std::string read_;
  std::vector<SourceList> lists_;  // by gram, and for each gram by source
  std::vector<uint32_t> chunks_;   // of one list
  std::string coded_;
  std::vector<CodedList> recoded_;
};

void Batch::clear() {
  read_.clear();
  lists_.clear();
  coded_.clear();
  recoded_.clear();
}

void Batch::add(Gram gram, size_t source, std::string_view list) {
  read_ += list;
  lists_.push_back({gram, source, read_.size()});
}

// Appends the chunks of a source's list with their numbers in the merged segment.
Status Batch::append(const MergeSource& source, std::string_view list) {
  const size_t first = chunks_.size();
  TRAWL_RETURN_IF_ERROR(append_posting_list(list, &chunks_));
  if (chunks_.back() >= source.chunks.size()) {
    return wrong_segment(*source.facts, "a posting list names a chunk after the last");
  }
  if (source.chunks.kept() == 0) {
    chunks_.resize(first);
  } else if (source.chunks.keeps_all()) {
    const uint32_t shift = source.chunks.number_of(0);
    for (size_t i = first; i < chunks_.size(); ++i) chunks_[i] += shift;
  } else {
    size_t end = first;
    for (size_t i = first; i < chunks_.size(); ++i) {
      if (source.chunks.keeps(chunks_[i])) chunks_[end++] = source.chunks.number_of(chunks_[i]);
    }
    chunks_.resize(end);
  }
  return {};
}

Status Batch::recode(const std::vector<MergeSource>& sources) {
  size_t begin = 0;
  for (size_t i = 0; i < lists_.size();) {
    const Gram gram = lists_[i].gram;
    chunks_.clear();
    for (; i < lists_.size() && lists_[i].gram == gram; ++i) {
      const MergeSource& source = sources[lists_[i].source];
      const size_t size = lists_[i].end - begin;
      const std::string_view list = std::string_view(read_).substr(begin, size);
      begin += size;
      const Status status = append(source, list);
      if (!status.is_ok()) return status.with_context(fmt::format("gram {:06x}", gram.value));
    }
    if (chunks_.empty()) continue;
    encode_posting_list(chunks_, &coded_);
    recoded_.push_back({gram, coded_.size()});
  }
  return {};
}

Status Batch::hand_over(const std::function<Status(Gram, std::string_view)>& sink) const {
  size_t begin = 0;
  for (const CodedList& list : recoded_) {
    const size_t size = list.end - begin;
    TRAWL_RETURN_IF_ERROR(sink(list.gram, std::string_view(coded_).substr(begin, size)));
    begin = list.end;
  }
  return {};
}

class PostingMerger {
 public:
  PostingMerger(const std::vector<MergeSource>* sources, std::vector<PostingListCursor> lists,
                const std::function<Status(Gram, std::string_view)>* sink,
                const std::function<void(uint64_t)>* on_read)
      : sources_(sources), lists_(std::move(lists)), sink_(sink), on_read_(on_read) {}

  Result<bool> begin(Batch* batch);
  Status work(Batch* batch) { return batch->recode(*sources_); }
  Status hand_over(const Batch& batch) {
    (*on_read_)(batch.bytes());
    return batch.hand_over(*sink_);
  }

 private:
  const std::vector<MergeSource>* sources_;
  MergedCursors<PostingListCursor> lists_;
  const std::function<Status(Gram, std::string_view)>* sink_;
  const std::function<void(uint64_t)>* on_read_;
};

Result<bool> PostingMerger::begin(Batch* batch) {
  batch->clear();
  while (!lists_.at_end() && batch->bytes() < kBatchBytes) {
    const Gram gram = lists_.key();
    while (!lists_.at_end() && lists_.key() == gram) {
      batch->add(gram, lists_.index(), lists_.cursor().list());
      TRAWL_RETURN_IF_ERROR(lists_.next());
    }
  }
  return batch->bytes() != 0;  // no list is empty
}

}  // namespace

Status merge_postings(const Store& store, const SegmentMerge& merge,
                      const std::function<Status(Gram, std::string_view)>& sink, uint32_t jobs,
                      const std::function<void(uint64_t)>& on_read) {
  std::vector<PostingListCursor> lists;
  for (const MergeSource& source : merge.sources) {
    TRAWL_ASSIGN_OR_RETURN(PostingListCursor opened, PostingListCursor::open(store, *source.facts));
    lists.push_back(std::move(opened));
  }
  PostingMerger merger(&merge.sources, std::move(lists), &sink, &on_read);
  return OrderedWork<PostingMerger, Batch>(&merger).run(jobs);
}

}  // namespace trawl
