// Integers and strings as bytes. Writers append to a std::string; the Decoder is bounds-checked and
// never reads past its span, so bytes from disk may be anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// Big endian, so that byte order is numeric order: for keys.
void put_u8(std::string* out, uint8_t value);
void put_u32_be(std::string* out, uint32_t value);
void put_u64_be(std::string* out, uint64_t value);
// LEB128, for values: seven bits per byte, lowest first, the high bit set on all but the last.
// Forms longer than the shortest are malformed.
void put_varint(std::string* out, uint64_t value);
// varint length, then the bytes.
void put_string(std::string* out, std::string_view bytes);
// varint count, then each string.
void put_strings(std::string* out, const std::vector<std::string>& strings);

// Reads what the functions above wrote. After the first malformed or missing field it stays failed:
// every later read gives zero or empty, and status() names the record and the offset. One object,
// one thread.
class Decoder {
 public:
  // `what` names the record in the error message and must outlive the decoder (a literal).
  Decoder(std::string_view bytes, const char* what) : bytes_(bytes), what_(what) {}

  uint8_t u8();
  uint32_t u32_be();
  uint64_t u64_be();
  uint64_t varint() {
    // Most numbers of packed records take one byte or two.
    if (failed_ || bytes_.size() - offset_ < 2) return long_varint();
    const auto first = static_cast<uint8_t>(bytes_[offset_]);
    if (first < 0x80) {
      ++offset_;
      return first;
    }
    const auto second = static_cast<uint8_t>(bytes_[offset_ + 1]);
    if (second >= 0x80 || second == 0) return long_varint();
    offset_ += 2;
    return (first & 0x7Fu) | uint64_t{second} << 7;
  }
  // A varint that must be at most `limit`.
  uint64_t varint_at_most(uint64_t limit) {
    const uint64_t value = varint();
    if (value <= limit) return value;
    fail();
    return 0;
  }
  uint32_t varint32() { return static_cast<uint32_t>(varint_at_most(UINT32_MAX)); }
  std::string_view string();
  // The next `size` bytes.
  std::string_view bytes(size_t size);

  // Marks the record as malformed; for checks that only the caller can make.
  void fail() { failed_ = true; }
  bool is_ok() const { return !failed_; }
  bool at_end() const { return offset_ == bytes_.size(); }
  size_t offset() const { return offset_; }
  size_t remaining() const { return bytes_.size() - offset_; }
  // Ok, or kCorruption "<what>: malformed at byte N".
  Status status() const;
  // status(), and kCorruption too when bytes are left over.
  Status finish();

 private:
  uint64_t long_varint();

  std::string_view bytes_;
  const char* what_;
  size_t offset_ = 0;
  bool failed_ = false;
};

// What put_strings() wrote.
std::vector<std::string> take_strings(Decoder* decoder);

// The next id or digest, from its bytes; all zero when the decoder has failed.
template <class Id>
Id take_id(Decoder* decoder) {
  const std::string_view bytes = decoder->bytes(Id::kBytes);
  return decoder->is_ok() ? Id::from_view(bytes) : Id();
}

}  // namespace trawl
