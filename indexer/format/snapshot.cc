// A block: varint count, then each entry's fields.
#include "indexer/format/snapshot.h"

#include "indexer/base/digest.h"
#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

void put_form(const TreeForm& form, std::string* out) {
  put_varint(out, form.edits);
  if (!form.is_delta()) return;
  out->append(form.base.view());
  put_varint(out, form.base_files);
}

TreeForm take_form(Decoder* decoder) {
  TreeForm form;
  form.edits = decoder->varint32();
  if (!form.is_delta()) return form;
  form.base = take_id<TreeId>(decoder);
  form.base_files = decoder->varint32();
  return form;
}

}  // namespace

std::string encode_snapshot_block(std::span<const SnapshotEntry> entries) {
  std::string out;
  put_varint(&out, entries.size());
  for (const SnapshotEntry& entry : entries) {
    put_string(&out, entry.repository);
    put_string(&out, entry.ref);
    put_string(&out, entry.revision);
    out.append(entry.tree.view());
    put_varint(&out, entry.files);
    put_form(entry.form, &out);
    put_string(&out, entry.stale_reason);
    put_u8(&out, static_cast<uint8_t>(entry.kind));
    put_string(&out, entry.asked);
  }
  return out;
}

Result<std::vector<SnapshotEntry>> decode_snapshot_block(std::string_view bytes) {
  Decoder decoder(bytes, "snapshot block");
  std::vector<SnapshotEntry> entries(decoder.varint_at_most(kEntriesPerBlock));
  for (SnapshotEntry& entry : entries) {
    entry.repository = decoder.string();
    entry.ref = decoder.string();
    entry.revision = decoder.string();
    entry.tree = take_id<TreeId>(&decoder);
    entry.files = decoder.varint32();
    entry.form = take_form(&decoder);
    entry.stale_reason = decoder.string();
    const uint8_t kind = decoder.u8();
    if (kind >= kEntryKindCount) decoder.fail();
    entry.kind = static_cast<EntryKind>(kind);
    entry.asked = decoder.string();
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return entries;
}

EntryBlockId entry_block_id(std::string_view block) {
  Hasher128 hasher;
  std::string head = "entries";
  put_u32_be(&head, kFormatVersion);
  hasher.update(head);
  hasher.update(block);
  return EntryBlockId{hasher.finish()};
}

SnapshotId snapshot_id(std::span<const EntryBlockId> blocks, std::span<const LayerFacts> layers) {
  std::string all = "snapshot";
  put_u32_be(&all, kFormatVersion);
  put_varint(&all, blocks.size());  // counts, so that no two lists look alike
  for (const EntryBlockId& block : blocks) all.append(block.view());
  put_varint(&all, layers.size());
  for (const LayerFacts& layer : layers) {
    put_varint(&all, layer.slots);
    put_varint(&all, layer.table.has_value() ? 1 : 0);
    if (layer.table) all.append(layer.table->view());
    put_varint(&all, layer.parts.size());
    for (const PartFacts& part : layer.parts) all.append(part.id.view());  // it covers its segment
  }
  Hasher128 hasher;
  hasher.update(all);
  return SnapshotId{hasher.finish()};
}

}  // namespace trawl
