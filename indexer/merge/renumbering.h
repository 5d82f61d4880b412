// Which of a segment's documents or chunks a merged segment keeps, and their numbers there.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace trawl {

// Numbers 0 ... size - 1; those that are kept get consecutive new numbers. Takes 1.5 bits per
// number. Reading is thread-safe after finish().
class Renumbering {
 public:
  explicit Renumbering(uint32_t size) : size_(size), bits_(size / 64 + 1) {}

  // REQUIRES: number < size(), finish() not called. The same number may be given again.
  void keep(uint32_t number) { bits_[number / 64] |= bit(number); }
  void keep(uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) keep(first + i);
  }
  // Gives the kept ones new numbers, from `first` on.
  void finish(uint32_t first);

  uint32_t size() const { return size_; }
  uint32_t kept() const { return kept_; }
  bool keeps_all() const { return kept_ == size_; }
  // REQUIRES: number < size().
  bool keeps(uint32_t number) const { return (bits_[number / 64] & bit(number)) != 0; }
  // REQUIRES: keeps(number), finish() was called.
  uint32_t number_of(uint32_t number) const {
    const uint64_t before = bits_[number / 64] & (bit(number) - 1);
    return ranks_[number / 64] + static_cast<uint32_t>(std::popcount(before));
  }

 private:
  static uint64_t bit(uint32_t number) { return uint64_t{1} << number % 64; }

  uint32_t size_;
  uint32_t kept_ = 0;
  std::vector<uint64_t> bits_;
  std::vector<uint32_t> ranks_;  // the new number of the first one that each word keeps
};

}  // namespace trawl
