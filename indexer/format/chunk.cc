// A block: varint count, then a column for each field. Documents, lines and frames are stored as
// differences from the chunk before, which are mostly 0 or 1.
#include "indexer/format/chunk.h"

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

std::optional<std::string_view> chunk_bytes(const ChunkRecord& chunk, std::string_view frame) {
  if (chunk.frame_offset > frame.size() || chunk.length > frame.size() - chunk.frame_offset) {
    return std::nullopt;
  }
  return frame.substr(chunk.frame_offset, chunk.length);
}

std::string encode_chunk_block(std::span<const ChunkRecord> chunks) {
  std::string out;
  put_varint(&out, chunks.size());
  uint32_t document = 0;
  for (const ChunkRecord& chunk : chunks) {
    put_varint(&out, chunk.document.value - document);
    document = chunk.document.value;
  }
  uint32_t frame = 0;
  for (const ChunkRecord& chunk : chunks) {
    put_varint(&out, chunk.frame.value - frame);
    frame = chunk.frame.value;
  }
  for (const ChunkRecord& chunk : chunks) put_varint(&out, chunk.frame_offset);
  for (const ChunkRecord& chunk : chunks) put_varint(&out, chunk.first_line);
  for (const ChunkRecord& chunk : chunks) put_varint(&out, chunk.offset);
  for (const ChunkRecord& chunk : chunks) put_varint(&out, chunk.length);
  return out;
}

Result<std::vector<ChunkRecord>> decode_chunk_block(std::string_view bytes) {
  Decoder decoder(bytes, "chunk block");
  std::vector<ChunkRecord> chunks(decoder.varint_at_most(kChunksPerBlock));
  uint32_t document = 0;
  for (ChunkRecord& chunk : chunks) {
    document += static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - document));
    chunk.document = {document};
  }
  uint32_t frame = 0;
  for (ChunkRecord& chunk : chunks) {
    frame += static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - frame));
    chunk.frame = {frame};
  }
  for (ChunkRecord& chunk : chunks) chunk.frame_offset = decoder.varint32();
  for (ChunkRecord& chunk : chunks) chunk.first_line = decoder.varint32();
  for (ChunkRecord& chunk : chunks) chunk.offset = decoder.varint();
  for (ChunkRecord& chunk : chunks) {
    chunk.length = decoder.varint32();
    if (chunk.length == 0) decoder.fail();
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return chunks;
}

std::string encode_group_table(std::span<const ChunkGroup> groups) {
  std::string out;
  put_varint(&out, groups.size());
  uint32_t end = 0;
  for (const ChunkGroup& group : groups) {
    put_varint(&out, group.first.value - end);
    put_varint(&out, group.count);
    end = group.first.value + group.count;
  }
  return out;
}

Result<std::vector<ChunkGroup>> decode_group_table(std::string_view bytes) {
  Decoder decoder(bytes, "group table");
  // Each group takes at least two bytes.
  std::vector<ChunkGroup> groups(decoder.varint_at_most(bytes.size() / 2));
  uint32_t end = 0;
  for (ChunkGroup& group : groups) {
    group.first = {end + static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - end))};
    group.count = static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - group.first.value));
    if (group.count < 2) decoder.fail();
    end = group.first.value + group.count;
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return groups;
}

}  // namespace trawl
