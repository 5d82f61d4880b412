#include "indexer/format/coding.h"

namespace trawl {

void put_u8(std::string* out, uint8_t value) {
  out->push_back(static_cast<char>(value));
}

void put_u32_be(std::string* out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) put_u8(out, static_cast<uint8_t>(value >> shift));
}

void put_u64_be(std::string* out, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) put_u8(out, static_cast<uint8_t>(value >> shift));
}

void put_varint(std::string* out, uint64_t value) {
  while (value >= 0x80) {
    put_u8(out, static_cast<uint8_t>(value | 0x80));
    value >>= 7;
  }
  put_u8(out, static_cast<uint8_t>(value));
}

void put_string(std::string* out, std::string_view bytes) {
  put_varint(out, bytes.size());
  out->append(bytes);
}

void put_strings(std::string* out, const std::vector<std::string>& strings) {
  put_varint(out, strings.size());
  for (const std::string& each : strings) put_string(out, each);
}

uint8_t Decoder::u8() {
  if (failed_ || remaining() < 1) {
    fail();
    return 0;
  }
  return static_cast<uint8_t>(bytes_[offset_++]);
}

uint32_t Decoder::u32_be() {
  uint32_t value = 0;
  for (const char c : bytes(4)) value = value << 8 | static_cast<uint8_t>(c);
  return value;
}

uint64_t Decoder::u64_be() {
  uint64_t value = 0;
  for (const char c : bytes(8)) value = value << 8 | static_cast<uint8_t>(c);
  return value;
}

uint64_t Decoder::long_varint() {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const uint8_t byte = u8();
    if (failed_) return 0;
    if (shift == 63 && byte > 1) break;  // beyond 64 bits
    if (shift != 0 && byte == 0) break;  // a value has one coding, the shortest
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  fail();
  return 0;
}

std::string_view Decoder::string() {
  return bytes(varint_at_most(remaining()));
}

std::string_view Decoder::bytes(size_t size) {
  if (failed_ || remaining() < size) {
    fail();
    return {};
  }
  const std::string_view view = bytes_.substr(offset_, size);
  offset_ += size;
  return view;
}

Status Decoder::status() const {
  if (!failed_) return {};
  return corruption(std::string(what_) + ": malformed at byte " + std::to_string(offset_));
}

Status Decoder::finish() {
  if (!failed_ && !at_end()) fail();
  return status();
}

std::vector<std::string> take_strings(Decoder* decoder) {
  std::vector<std::string> strings(decoder->varint_at_most(decoder->remaining()));
  for (std::string& each : strings) each = decoder->string();
  return strings;
}

}  // namespace trawl
