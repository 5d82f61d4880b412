// A block: varint number of slots, then runs until these are complete: varint number of dead slots,
// varint number of live slots after them and, if there are any, how many entries of the snapshot
// are skipped before the first one's. The entries of a run follow each other, so a table takes
// bytes for what has changed and not for each repository.
#include "indexer/format/slot_table.h"

#include <algorithm>

#include "indexer/base/digest.h"
#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

std::string encode_slot_block(std::span<const uint32_t> entries) {
  std::string out;
  put_varint(&out, entries.size());
  uint32_t next = 0;  // the entry after the last one
  for (size_t i = 0; i < entries.size();) {
    size_t live = i;
    while (live < entries.size() && entries[live] == kDeadSlot) ++live;
    size_t end = live;
    while (end < entries.size() && entries[end] != kDeadSlot &&
           entries[end] == entries[live] + (end - live)) {
      ++end;
    }
    put_varint(&out, live - i);
    put_varint(&out, end - live);
    if (end != live) {
      put_varint(&out, entries[live] - next);
      next = entries[end - 1] + 1;
    }
    i = end;
  }
  return out;
}

Result<std::vector<uint32_t>> decode_slot_block(std::string_view bytes) {
  Decoder decoder(bytes, "slot block");
  const uint64_t slots = decoder.varint_at_most(kSlotsPerBlock);
  std::vector<uint32_t> entries;
  entries.reserve(slots);
  uint64_t next = 0;
  while (decoder.is_ok() && entries.size() < slots) {
    const uint64_t dead = decoder.varint_at_most(slots - entries.size());
    entries.insert(entries.end(), dead, kDeadSlot);
    const uint64_t live = decoder.varint_at_most(slots - entries.size());
    if (dead + live == 0) decoder.fail();
    if (live == 0) continue;
    next += decoder.varint_at_most(kDeadSlot);
    if (next + live > kDeadSlot) decoder.fail();
    if (!decoder.is_ok()) break;
    for (uint64_t i = 0; i < live; ++i) entries.push_back(static_cast<uint32_t>(next++));
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return entries;
}

uint32_t slot_blocks(uint32_t slots) {
  return slots / kSlotsPerBlock + (slots % kSlotsPerBlock == 0 ? 0 : 1);
}

std::vector<std::string> encode_slot_table(const SlotTable& table) {
  std::vector<std::string> blocks;
  std::vector<uint32_t> entries;
  for (uint32_t slot = 0; slot < table.slots();) {
    entries.clear();
    const uint32_t end = std::min(table.slots() - slot, kSlotsPerBlock) + slot;
    for (; slot < end; ++slot) entries.push_back(table.entry(slot));
    blocks.push_back(encode_slot_block(entries));
  }
  return blocks;
}

SlotTableId slot_table_id(std::span<const std::string> blocks) {
  std::string all = "slots";
  put_u32_be(&all, kFormatVersion);
  for (const std::string& block : blocks) put_string(&all, block);  // lengths mark their bounds
  Hasher128 hasher;
  hasher.update(all);
  return SlotTableId{hasher.finish()};
}

}  // namespace trawl
