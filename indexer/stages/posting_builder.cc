#include "indexer/stages/posting_builder.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "indexer/base/token_pipeline.h"
#include "indexer/format/posting_list.h"
#include "indexer/stages/gram_runs.h"

namespace trawl {
namespace {

constexpr uint32_t kFirstBytes = 256;
constexpr uint32_t kGramsPerFirstByte = 1u << 16;
// Up to so many pairs of one first byte are sorted: counting goes over all the grams that there
// could be.
constexpr size_t kFewPairs = 2048;
// First bytes under way at once, whatever the number of threads: they take memory.
constexpr uint32_t kMostParts = 3;

// The posting lists of the grams with one first byte, and what they are made from. Kept for the
// next.
template <class Number>
class Part {
 public:
  // False when no gram begins with this byte.
  bool gather(uint32_t first, GramRuns* runs);
  void code();
  Status hand_over(const std::function<Status(Gram, std::string_view)>& sink) const;

 private:
  // The last two bytes of a gram above the number of a chunk.
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
  std::vector<uint32_t> ends_;    // by last two bytes: how many chunks, then where they end
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

// Puts the numbers of each gram's chunks side by side.
template <class Number>
void Part<Number>::place() {
  ends_.assign(kGramsPerFirstByte, 0);
  uint32_t* const ends = ends_.data();
  for (const Pair pair : pairs_) ++ends[low_of(pair)];
  uint32_t total = 0;
  for (uint32_t& end : ends_) end = std::exchange(total, total + end);
  numbers_.resize(total);
  Number* const numbers = numbers_.data();
  // ends[low] moves from its list's begin to its end.
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

// Gathering and handing over keep the order of first bytes; between them is most of the work, which
// threads without any other take part in.
template <class Number>
class Inversion {
 public:
  Inversion(GramRuns* runs, const std::function<Status(Gram, std::string_view)>& sink)
      : runs_(runs), sink_(sink) {}

  Status run(uint32_t jobs);

 private:
  struct Token {
    std::unique_ptr<Part<Number>> part;
  };

  std::unique_ptr<Token> gather();
  void code(Token* token) { token->part->code(); }
  void hand_over(Token* token);
  std::unique_ptr<Part<Number>> free_part();

  GramRuns* runs_;
  const std::function<Status(Gram, std::string_view)>& sink_;
  uint32_t first_ = 0;  // the next to be gathered
  std::mutex mutex_;    // guards what follows
  std::vector<std::unique_ptr<Part<Number>>> free_;
  Status status_;
};

template <class Number>
std::unique_ptr<Part<Number>> Inversion<Number>::free_part() {
  const std::lock_guard lock(mutex_);
  if (!status_.is_ok()) return nullptr;
  if (free_.empty()) return std::make_unique<Part<Number>>();
  std::unique_ptr<Part<Number>> part = std::move(free_.back());
  free_.pop_back();
  return part;
}

template <class Number>
auto Inversion<Number>::gather() -> std::unique_ptr<Token> {
  std::unique_ptr<Part<Number>> part = free_part();
  while (part != nullptr && first_ < kFirstBytes) {
    if (part->gather(first_++, runs_)) return std::make_unique<Token>(std::move(part));
  }
  return nullptr;
}

template <class Number>
void Inversion<Number>::hand_over(Token* token) {
  // Of this stage alone, but for the look that free_part takes.
  Status status = status_;
  if (status.is_ok()) status = token->part->hand_over(sink_);
  const std::lock_guard lock(mutex_);
  status_ = std::move(status);
  free_.push_back(std::move(token->part));
}

template <class Number>
Status Inversion<Number>::run(uint32_t jobs) {
  PipelineStage stages[] = {
      source_stage<Token, &Inversion::gather>(this),
      parallel_stage<&Inversion::code>(this),
      serial_stage<&Inversion::hand_over>(this),
  };
  run_pipeline(jobs, std::min(jobs + 1, kMostParts), stages);
  return status_;
}

}  // namespace

Status build_postings(const std::vector<std::string_view>& chunk_grams,
                      const std::function<Status(Gram, std::string_view)>& sink, uint32_t jobs) {
  GramRuns runs(chunk_grams);
  // Half as much is moved at random when numbers of chunks have 16 bits.
  if (runs.chunks() <= 1u << 16) return Inversion<uint16_t>(&runs, sink).run(jobs);
  return Inversion<uint32_t>(&runs, sink).run(jobs);
}

}  // namespace trawl
