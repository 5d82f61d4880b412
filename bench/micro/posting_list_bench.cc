// Codes, walks and intersects posting lists at several densities. Items are all postings of the
// lists, including those that a cursor skips.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <iterator>

#include "bench/micro/sample_text.h"
#include "indexer/format/posting_list.h"

namespace trawl {
namespace {

// The number of chunks in a segment of 2 GiB.
constexpr uint32_t kChunks = 1 << 17;

std::string encoded(const std::vector<uint32_t>& numbers) {
  std::string bytes;
  encode_posting_list(numbers, &bytes);
  return bytes;
}

std::vector<uint32_t> numbers_of(uint32_t seed, int64_t permille) {
  return sample_numbers(seed, static_cast<uint32_t>(permille), kChunks);
}

void report(benchmark::State& state, size_t postings, size_t bytes) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(postings));
  state.counters["bits/posting"] = 8 * static_cast<double>(bytes) / static_cast<double>(postings);
}

void encode(benchmark::State& state) {
  const std::vector<uint32_t> numbers = numbers_of(1, state.range(0));
  std::string bytes = encoded(numbers);
  const Result<std::vector<uint32_t>> decoded = decode_posting_list(bytes);
  if (!decoded.is_ok() || *decoded != numbers) return state.SkipWithError("wrong list");
  for (auto _ : state) {
    bytes.clear();
    encode_posting_list(numbers, &bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
  report(state, numbers.size(), bytes.size());
}

uint64_t sum_of(std::string_view bytes) {
  uint64_t sum = 0;
  for (PostingCursor cursor(bytes); !cursor.at_end(); cursor.next()) sum += cursor.chunk().value;
  return sum;
}

void decode(benchmark::State& state) {
  const std::vector<uint32_t> numbers = numbers_of(1, state.range(0));
  const std::string bytes = encoded(numbers);
  uint64_t expected = 0;
  for (const uint32_t number : numbers) expected += number;
  if (sum_of(bytes) != expected) return state.SkipWithError("wrong list");
  for (auto _ : state) benchmark::DoNotOptimize(sum_of(bytes));
  report(state, numbers.size(), bytes.size());
}

// Each cursor skips forward to the other's position.
void intersect_into(std::string_view left, std::string_view right, std::vector<uint32_t>* both) {
  both->clear();
  PostingCursor a(left), b(right);
  while (!a.at_end() && !b.at_end()) {
    if (a.chunk() < b.chunk()) {
      a.next_geq(b.chunk());
    } else if (b.chunk() < a.chunk()) {
      b.next_geq(a.chunk());
    } else {
      both->push_back(a.chunk().value);
      a.next();
      b.next();
    }
  }
}

void intersect(benchmark::State& state) {
  const std::vector<uint32_t> left = numbers_of(1, state.range(0));
  const std::vector<uint32_t> right = numbers_of(2, state.range(1));
  const std::string left_bytes = encoded(left);
  const std::string right_bytes = encoded(right);
  std::vector<uint32_t> expected, both;
  std::ranges::set_intersection(left, right, std::back_inserter(expected));
  intersect_into(left_bytes, right_bytes, &both);
  if (both != expected) return state.SkipWithError("wrong intersection");
  for (auto _ : state) {
    intersect_into(left_bytes, right_bytes, &both);
    benchmark::DoNotOptimize(both.data());
  }
  report(state, left.size() + right.size(), left_bytes.size() + right_bytes.size());
}

// Skips through the whole list in steps of range(1) chunks. Items are steps.
void next_geq(benchmark::State& state) {
  const std::vector<uint32_t> numbers = numbers_of(1, state.range(0));
  const std::string bytes = encoded(numbers);
  const auto step = static_cast<uint32_t>(state.range(1));
  const auto leap = [&](const auto& visit) {
    PostingCursor cursor(bytes);
    for (uint32_t target = 0; target < kChunks; target += step) {
      cursor.next_geq({target});
      if (cursor.at_end()) return;
      visit(target, cursor.chunk().value);
    }
  };
  bool is_right = true;
  leap([&](uint32_t target, uint32_t reached) {
    is_right = is_right && *std::ranges::lower_bound(numbers, target) == reached;
  });
  if (!is_right) return state.SkipWithError("leapt to the wrong number");
  uint64_t leaps = 0;
  for (auto _ : state) {
    leap([&](uint32_t, uint32_t reached) {
      benchmark::DoNotOptimize(reached);
      ++leaps;
    });
  }
  state.SetItemsProcessed(static_cast<int64_t>(leaps));
}

BENCHMARK(encode)->ArgName("permille")->Arg(1)->Arg(10)->Arg(100)->Arg(500);
BENCHMARK(decode)->ArgName("permille")->Arg(1)->Arg(10)->Arg(100)->Arg(500);
BENCHMARK(intersect)
    ->ArgNames({"permille", "with"})
    ->Args({1, 10})
    ->Args({1, 500})
    ->Args({10, 100})
    ->Args({100, 100})
    ->Args({500, 500});
BENCHMARK(next_geq)->ArgNames({"permille", "step"})->ArgsProduct({{1, 10, 100, 500}, {10, 1000}});

}  // namespace
}  // namespace trawl
