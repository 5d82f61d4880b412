#include "indexer/store/table_tail.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <string_view>

#include "indexer/format/coding.h"

namespace trawl {
namespace {

constexpr uint64_t kMagic = 0x88e241b785f4cff7;
constexpr uint32_t kFooterVersion = 5;
constexpr uint8_t kChecksumXxh3 = 4;
// After each block: its compression, then the checksum over block and compression.
constexpr uint64_t kTrailerBytes = 5;
// Far above what a block of properties or an index of a few meta blocks takes.
constexpr uint64_t kMaxBlockBytes = 1 << 20;
constexpr std::string_view kPropertiesName = "rocksdb.properties";

struct BlockHandle {
  uint64_t offset = 0;
  uint64_t size = 0;
};

uint64_t little_endian(std::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = bytes.size(); i > 0; --i) value = value << 8 | static_cast<uint8_t>(bytes[i - 1]);
  return value;
}

BlockHandle take_handle(Decoder* decoder) {
  BlockHandle handle;
  handle.offset = decoder->varint();
  handle.size = decoder->varint();
  return handle;
}

// RocksDB's use of XXH3: the last byte, the compression, is mixed in separately.
uint32_t block_checksum(std::string_view block_and_compression) {
  constexpr uint32_t kLastBytePrime = 0x6b9083d9;
  const size_t size = block_and_compression.size() - 1;
  const auto last = static_cast<uint8_t>(block_and_compression[size]);
  return static_cast<uint32_t>(XXH3_64bits(block_and_compression.data(), size)) ^
         last * kLastBytePrime;
}

Status check_inside(const BlockHandle& handle, uint64_t file_size) {
  if (handle.offset <= file_size && handle.size <= file_size &&
      handle.size + kTrailerBytes <= file_size - handle.offset) {
    return {};
  }
  return corruption("a block lies outside of the file");
}

Result<std::string> read_block(const BlockHandle& handle, uint64_t file_size,
                               const TableReader& read) {
  TRAWL_RETURN_IF_ERROR(check_inside(handle, file_size));
  if (handle.size > kMaxBlockBytes) return corruption("a meta block is too large");
  TRAWL_ASSIGN_OR_RETURN(std::string bytes, read(handle.offset, handle.size + kTrailerBytes));
  const std::string_view all(bytes);
  if (block_checksum(all.substr(0, handle.size + 1)) !=
      little_endian(all.substr(handle.size + 1))) {
    return corruption("a meta block has a wrong checksum");
  }
  bytes.resize(handle.size);
  return bytes;
}

// The handle of the properties in the index of meta blocks, whose entries are (bytes shared with
// the key before, further bytes of the key, bytes of the value, key, value).
Result<BlockHandle> find_properties(std::string_view index) {
  if (index.size() < 4) return corruption("the index of meta blocks is too short");
  const uint64_t restarts = little_endian(index.substr(index.size() - 4));
  if (restarts > (index.size() - 4) / 4) return corruption("the index of meta blocks is malformed");
  Decoder decoder(index.substr(0, index.size() - 4 - 4 * restarts), "index of meta blocks");
  std::string key;
  while (decoder.is_ok() && !decoder.at_end()) {
    key.resize(decoder.varint_at_most(key.size()));
    const uint64_t key_bytes = decoder.varint();
    const uint64_t value_bytes = decoder.varint();
    key += decoder.bytes(key_bytes);
    Decoder value(decoder.bytes(value_bytes), "handle of a meta block");
    if (key != kPropertiesName) continue;
    const BlockHandle handle = take_handle(&value);
    TRAWL_RETURN_IF_ERROR(value.finish());
    return handle;
  }
  return corruption("the table has no properties");
}

}  // namespace

Status check_table_tail(uint64_t file_size, const TableReader& read) {
  if (file_size < kTableFooterBytes) return corruption("the file is too short to be a table");
  TRAWL_ASSIGN_OR_RETURN(const std::string footer,
                         read(file_size - kTableFooterBytes, kTableFooterBytes));
  const std::string_view end = std::string_view(footer).substr(footer.size() - 12);
  if (little_endian(end.substr(4)) != kMagic || little_endian(end.substr(0, 4)) != kFooterVersion ||
      static_cast<uint8_t>(footer[0]) != kChecksumXxh3) {
    return corruption("the footer is not that of a table of this index");
  }
  Decoder decoder(std::string_view(footer).substr(1), "footer");
  const BlockHandle meta_index = take_handle(&decoder);
  const BlockHandle index = take_handle(&decoder);
  TRAWL_RETURN_IF_ERROR(decoder.status());
  TRAWL_RETURN_IF_ERROR(check_inside(index, file_size));
  TRAWL_ASSIGN_OR_RETURN(const std::string meta_blocks, read_block(meta_index, file_size, read));
  TRAWL_ASSIGN_OR_RETURN(const BlockHandle properties, find_properties(meta_blocks));
  return read_block(properties, file_size, read).status();
}

}  // namespace trawl
