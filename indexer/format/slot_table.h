// Slot tables: which entry of a snapshot each slot of a layer is. kSlotsPerBlock slots per record.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

// Instead of an entry's number: the repository is gone or has changed, and a later layer has its
// places.
inline constexpr uint32_t kDeadSlot = UINT32_MAX;

// Live slots ascend with their entries, so the order of places stays the same when slots are
// replaced by entries.
class SlotTable {
 public:
  // Slot i is entry i.
  static SlotTable identity(uint32_t slots) {
    SlotTable table({});
    table.slots_ = slots;
    return table;
  }
  explicit SlotTable(std::vector<uint32_t> entries)
      : slots_(static_cast<uint32_t>(entries.size())), entries_(std::move(entries)) {}

  // Without a table of its own.
  bool is_identity() const { return entries_.empty(); }
  uint32_t slots() const { return slots_; }
  // The entry's number; kDeadSlot also when there is no such slot.
  uint32_t entry(uint32_t slot) const {
    if (slot >= slots_) return kDeadSlot;
    return entries_.empty() ? slot : entries_[slot];
  }

 private:
  uint32_t slots_;
  std::vector<uint32_t> entries_;  // by slot; empty if each is its own number
};

// At most kSlotsPerBlock slots, by their entries, of which the live ones ascend.
std::string encode_slot_block(std::span<const uint32_t> entries);
Result<std::vector<uint32_t>> decode_slot_block(std::string_view bytes);
// All blocks of a table.
std::vector<std::string> encode_slot_table(const SlotTable& table);
uint32_t slot_blocks(uint32_t slots);

// The id of a table: a hash of its encoded blocks in order.
SlotTableId slot_table_id(std::span<const std::string> blocks);

}  // namespace trawl
