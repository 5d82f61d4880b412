#include "indexer/segment/posting_builder.h"

#include <algorithm>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "indexer/base/ordered_work.h"
#include "indexer/format/posting_list.h"
#include "indexer/segment/gram_runs.h"

namespace trawl {
namespace {

constexpr uint32_t kFirstBytes = 256;
constexpr uint32_t kGramsPerFirstByte = 1u << 16;
// Up to this many pairs of one first byte are sorted, because counting goes over all possible
// grams.
constexpr size_t kFewPairs = 2048;

// The posting lists of the grams with one first byte, and the data they are made from. Reused for
// the next byte.
template <class Number>
class Part {
 public:
  // False when no gram begins with this byte.
  bool gather(uint32_t first, GramRuns* runs);
  void code();
  Status hand_over(const std::function<Status(Gram, std::string_view)>& sink) const;

 private:
  // The last two bytes of a gram, above the number of a chunk.
  using Pair = std::conditional_t<sizeof(Number) == 2, uint32_t, uint64_t>;
  static constexpr uint32_t kNumberBits = 8 * sizeof(Number);
  static uint32_t low_of(Pair pair) { return static_cast<uint32_t>(pair >> kNumberBits); }

  void code_few();
  void place();
  void code_list(uint32_t low, std::span<const Number> numbers);

  struct CodedList {
    uint32_t low;
    size_t end;  // in coded_
  };

  uint32_t first_ = 0;
  std::vector<Pair> pairs_;       // in order of chunks
  std::vector<uint32_t> ends_;    // by last two bytes: number of chunks, then where they end
  std::vector<Number> numbers_;   // of chunks, by last two bytes
  std::vector<uint32_t> chunks_;  // of one list
  std::string coded_;
  std::vector<CodedList> lists_;
};

template <class Number>
bool Part<Number>::gather(uint32_t first, GramRuns* runs) {
  first_ = first;
  pairs_.clear();
  runs->take(first, [this](const GramRun& run) {
    const size_t size = pairs_.size();
    pairs_.resize(size + run.count);
    Pair* const out = pairs_.data() + size;
    for (uint32_t i = 0; i < run.count; ++i) {
      out[i] = static_cast<Pair>(Pair{run.gram(i)} << kNumberBits | run.chunk);
    }
  });
  return !pairs_.empty();
}

template <class Number>
void Part<Number>::code_list(uint32_t low, std::span<const Number> numbers) {
  chunks_.assign(numbers.begin(), numbers.end());
  encode_posting_list(chunks_, &coded_);
  lists_.push_back({low, coded_.size()});
}

template <class Number>
void Part<Number>::code_few() {
  std::sort(pairs_.begin(), pairs_.end());
  numbers_.clear();
  for (const Pair pair : pairs_) numbers_.push_back(static_cast<Number>(pair));
  for (size_t begin = 0, end = 0; begin < pairs_.size(); begin = end) {
    const uint32_t low = low_of(pairs_[begin]);
    while (end < pairs_.size() && low_of(pairs_[end]) == low) ++end;
    code_list(low, std::span(numbers_).subspan(begin, end - begin));
  }
}

// Puts the chunk numbers of each gram side by side.
template <class Number>
void Part<Number>::place() {
  ends_.assign(kGramsPerFirstByte, 0);
  uint32_t* const ends = ends_.data();
  for (const Pair pair : pairs_) ++ends[low_of(pair)];
  uint32_t total = 0;
  for (uint32_t& end : ends_) end = std::exchange(total, total + end);
  numbers_.resize(total);
  Number* const numbers = numbers_.data();
  // ends[low] moves from its list's start to its end.
  for (const Pair pair : pairs_) numbers[ends[low_of(pair)]++] = static_cast<Number>(pair);
}

template <class Number>
void Part<Number>::code() {
  coded_.clear();
  lists_.clear();
  if (pairs_.size() <= kFewPairs) return code_few();
  place();
  uint32_t begin = 0;
  for (uint32_t low = 0; low < kGramsPerFirstByte; ++low) {
    const uint32_t end = ends_[low];
    if (end == begin) continue;
    code_list(low, std::span(numbers_).subspan(begin, end - begin));
    begin = end;
  }
}

template <class Number>
Status Part<Number>::hand_over(const std::function<Status(Gram, std::string_view)>& sink) const {
  size_t begin = 0;
  for (const CodedList& list : lists_) {
    TRAWL_RETURN_IF_ERROR(sink(Gram{first_ << 16 | list.low},
                               std::string_view(coded_).substr(begin, list.end - begin)));
    begin = list.end;
  }
  return {};
}

// Gathering and handing over keep the order of first bytes; most of the work is between them.
template <class Number>
class Inversion {
 public:
  Inversion(GramRuns* runs, const std::function<Status(Gram, std::string_view)>& sink)
      : runs_(runs), sink_(sink) {}

  Result<bool> begin(Part<Number>* part) {
    while (first_ < kFirstBytes) {
      if (part->gather(first_++, runs_)) return true;
    }
    return false;
  }
  Status work(Part<Number>* part) {
    part->code();
    return {};
  }
  Status hand_over(const Part<Number>& part) { return part.hand_over(sink_); }

 private:
  GramRuns* runs_;
  const std::function<Status(Gram, std::string_view)>& sink_;
  uint32_t first_ = 0;  // the next to gather
};

template <class Number>
Status invert(GramRuns* runs, const std::function<Status(Gram, std::string_view)>& sink,
              uint32_t jobs) {
  Inversion<Number> inversion(runs, sink);
  return OrderedWork<Inversion<Number>, Part<Number>>(&inversion).run(jobs);
}

}  // namespace

Status build_postings(const std::vector<std::string_view>& chunk_grams,
                      const std::function<Status(Gram, std::string_view)>& sink, uint32_t jobs) {
  GramRuns runs(chunk_grams);
  // With 16-bit chunk numbers, half as much is moved at random.
  if (runs.chunks() <= 1u << 16) return invert<uint16_t>(&runs, sink, jobs);
  return invert<uint32_t>(&runs, sink, jobs);
}

}  // namespace trawl
