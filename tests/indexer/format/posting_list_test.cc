// Posting lists: round trips at every density, the cursor against a plain list, damaged bytes.
#include "indexer/format/posting_list.h"

#include <algorithm>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace trawl {
namespace {

using Numbers = std::vector<uint32_t>;

std::string encoded(const Numbers& numbers) {
  std::string bytes;
  encode_posting_list(numbers, &bytes);
  return bytes;
}

// `count` numbers whose gaps are 1 with probability `run`, and otherwise below `max_gap`.
Numbers random_numbers(uint32_t seed, size_t count, double run, uint32_t max_gap) {
  std::mt19937 random(seed);
  std::bernoulli_distribution in_run(run);
  std::uniform_int_distribution<uint32_t> gap(1, max_gap);
  Numbers numbers;
  uint32_t next = gap(random) - 1;
  for (size_t i = 0; i < count; ++i) {
    numbers.push_back(next);
    next += in_run(random) ? 1 : gap(random);
  }
  return numbers;
}

std::vector<Numbers> sample_lists() {
  std::vector<Numbers> lists = {{0},
                                {1},
                                {kMaxPostingNumber},
                                {0, kMaxPostingNumber},
                                {0, 1, kMaxPostingNumber},
                                {kMaxPostingNumber - 1, kMaxPostingNumber}};
  uint32_t seed = 0;
  for (const size_t count : {2, 3, 7, 64, 127, 128, 129, 130, 255, 256, 257, 1000, 5000}) {
    for (const double run : {0.0, 0.5, 0.95, 1.0}) {
      for (const uint32_t max_gap : {2u, 100u, 800'000u}) {
        lists.push_back(random_numbers(++seed, count, run, max_gap));
      }
    }
  }
  // Two numbers for every gap width, so that every code length up to the greatest occurs.
  for (uint32_t shift = 1; shift < 32; ++shift) {
    for (const uint32_t middle : {0u, 1u, 1u << (shift - 1), (1u << shift) - 1}) {
      lists.push_back({middle, 1u << shift});
    }
  }
  return lists;
}

TEST(PostingList, RoundTrips) {
  for (const Numbers& numbers : sample_lists()) {
    const std::string bytes = encoded(numbers);
    const auto decoded = decode_posting_list(bytes);
    ASSERT_TRUE(decoded.is_ok()) << decoded.status().message();
    EXPECT_EQ(*decoded, numbers);
    EXPECT_EQ(posting_list_size(bytes), numbers.size());
    EXPECT_EQ(PostingCursor(bytes).size(), numbers.size());
  }
}

TEST(PostingList, AppendsToWhatIsThere) {
  std::string bytes = "before";
  const Numbers numbers = random_numbers(1, 300, 0.5, 9);
  encode_posting_list(numbers, &bytes);
  EXPECT_EQ(bytes, "before" + encoded(numbers));
}

TEST(PostingList, RunsCostNoBits) {
  EXPECT_EQ(encoded({5}).size(), 2u);
  Numbers run(128);
  std::iota(run.begin(), run.end(), 0u);
  EXPECT_EQ(encoded(run), std::string("\x80\x01\x7f", 3));
  Numbers long_run(128 * 1000);
  std::iota(long_run.begin(), long_run.end(), 0u);
  EXPECT_LE(encoded(long_run).size(), size_t{999} * 17 / 8 + 10);  // only the skip table
}

// When half of all numbers are drawn at random, each has an entropy of 2 bits.
TEST(PostingList, IsCloseToTheEntropyOfRandomNumbers) {
  std::mt19937 random(7);
  Numbers numbers;
  for (uint32_t i = 0; i < 100'000; ++i) {
    if (random() % 2 == 0) numbers.push_back(i);
  }
  EXPECT_LT(static_cast<double>(encoded(numbers).size()) * 8, 2.4 * double(numbers.size()));
}

TEST(PostingCursor, NextVisitsAll) {
  for (const Numbers& numbers : sample_lists()) {
    const std::string bytes = encoded(numbers);
    PostingCursor cursor(bytes);
    for (const uint32_t number : numbers) {
      ASSERT_FALSE(cursor.at_end());
      ASSERT_EQ(cursor.chunk().value, number);
      cursor.next();
    }
    EXPECT_TRUE(cursor.at_end());
    EXPECT_TRUE(cursor.status().is_ok());
  }
}

// Calls next_geq from every reachable position, with steps of many widths, mixed with next.
TEST(PostingCursor, NextGeqFindsWhatALowerBoundFinds) {
  std::mt19937 random(3);
  for (const Numbers& numbers : sample_lists()) {
    const std::string bytes = encoded(numbers);
    for (int round = 0; round < 20; ++round) {
      PostingCursor cursor(bytes);
      auto expected = numbers.begin();
      while (expected != numbers.end()) {
        ASSERT_FALSE(cursor.at_end());
        ASSERT_EQ(cursor.chunk().value, *expected);
        if (random() % 4 == 0) {
          cursor.next();
          ++expected;
          continue;
        }
        const uint64_t step = random() >> (random() % 32);
        const auto target = static_cast<uint32_t>(std::min<uint64_t>(*expected + step, UINT32_MAX));
        cursor.next_geq({target});
        expected = std::lower_bound(expected, numbers.end(), target);
      }
      EXPECT_TRUE(cursor.at_end());
      EXPECT_TRUE(cursor.status().is_ok());
    }
  }
}

TEST(PostingCursor, NextGeqNeverGoesBackwards) {
  const std::string bytes = encoded(random_numbers(5, 1000, 0.2, 50));
  PostingCursor cursor(bytes);
  cursor.next_geq({20'000});
  const ChunkNumber at = cursor.chunk();
  cursor.next_geq({0});
  EXPECT_EQ(cursor.chunk(), at);
  cursor.next_geq({UINT32_MAX});
  EXPECT_TRUE(cursor.at_end());
  cursor.next_geq({0});
  EXPECT_TRUE(cursor.at_end());
  EXPECT_TRUE(cursor.status().is_ok());
}

// Whatever the bytes are, the cursor gives ascending numbers, and as many as the list claims unless
// it reports that the list is malformed.
void read_anything(const std::string& bytes) {
  // A copy of exactly this size, so that a sanitizer reports any read past the end.
  const std::vector<char> exact(bytes.begin(), bytes.end());
  const std::string_view view(exact.data(), exact.size());
  const auto decoded = decode_posting_list(view);
  if (decoded.is_ok()) {
    ASSERT_EQ(decoded->size(), posting_list_size(view));
    ASSERT_TRUE(std::is_sorted(decoded->begin(), decoded->end(), std::less_equal<>()));
  } else {
    ASSERT_EQ(decoded.status().code(), StatusCode::kCorruption);
  }
  PostingCursor cursor(view);
  for (uint64_t target = 0; !cursor.at_end(); target = cursor.chunk().value + 97ull) {
    if (target > UINT32_MAX) break;
    cursor.next_geq({static_cast<uint32_t>(target)});
    if (cursor.at_end()) break;
    ASSERT_GE(cursor.chunk().value, target);
  }
}

std::vector<std::string> lists_to_damage() {
  return {encoded({7}),
          encoded({3, 9, 200}),
          encoded(random_numbers(11, 128, 0.5, 30)),
          encoded(random_numbers(12, 129, 0.9, 3)),
          encoded(random_numbers(13, 1000, 0.0, 2'000'000)),
          encoded(random_numbers(14, 1000, 1.0, 1))};
}

TEST(PostingList, EveryTruncationIsAnError) {
  for (const std::string& bytes : lists_to_damage()) {
    for (size_t length = 0; length < bytes.size(); ++length) {
      const std::string cut = bytes.substr(0, length);
      EXPECT_FALSE(decode_posting_list(cut).is_ok()) << length << " of " << bytes.size();
      read_anything(cut);
    }
    EXPECT_FALSE(decode_posting_list(bytes + '\0').is_ok());
  }
}

TEST(PostingList, FlippedBitsGiveAnErrorOrAList) {
  for (const std::string& bytes : lists_to_damage()) {
    for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      std::string flipped = bytes;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      read_anything(flipped);
    }
  }
}

TEST(PostingList, RandomBytesGiveAnErrorOrAList) {
  std::mt19937 random(17);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    read_anything(bytes);
  }
}

TEST(PostingList, RefusesClaimsWithoutBytes) {
  // 2^32 - 1 numbers up to 2^32 - 2, one run, no payload and no skip table.
  const std::string huge("\xff\xff\xff\xff\x0f\xfe\xff\xff\xff\x0f\x00", 11);
  EXPECT_FALSE(decode_posting_list(huge).is_ok());
  EXPECT_FALSE(decode_posting_list(std::string("\x00\x00", 2)).is_ok());      // no numbers
  EXPECT_FALSE(decode_posting_list(std::string("\x03\x01", 2)).is_ok());      // 3 numbers up to 1
  EXPECT_FALSE(decode_posting_list(std::string("\x02\x01\x00", 3)).is_ok());  // a byte too many
  EXPECT_FALSE(decode_posting_list(std::string("\x01\xff\xff\xff\xff\x0f", 6)).is_ok());
  EXPECT_EQ(posting_list_size(""), 0u);
}

}  // namespace
}  // namespace trawl
