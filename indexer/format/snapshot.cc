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
  const std::string_view base = decoder->bytes(TreeId::kBytes);
  if (decoder->is_ok()) form.base = TreeId::from_view(base);
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
    put_varint(&out, entry.is_outside ? 1 : 0);
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
    const std::string_view tree = decoder.bytes(TreeId::kBytes);
    if (decoder.is_ok()) entry.tree = TreeId::from_view(tree);
    entry.files = decoder.varint32();
    entry.form = take_form(&decoder);
    entry.stale_reason = decoder.string();
    entry.is_outside = decoder.varint_at_most(1) == 1;
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return entries;
}

SnapshotId snapshot_id(std::span<const std::string> blocks, std::string_view choice) {
  Hasher128 hasher;
  std::string head = "snapshot";
  put_u32_be(&head, kFormatVersion);
  put_varint(&head, blocks.size());  // and each length, so that no two lists of blocks look alike
  hasher.update(head);
  for (const std::string& block : blocks) {
    std::string length;
    put_varint(&length, block.size());
    hasher.update(length);
    hasher.update(block);
  }
  hasher.update(choice);
  return SnapshotId{hasher.finish()};
}

SnapshotId merged_snapshot_id(const SnapshotId& before, std::span<const SegmentId> segments) {
  Hasher128 hasher;
  std::string head = "merged snapshot";
  put_u32_be(&head, kFormatVersion);
  hasher.update(head);
  hasher.update(before.view());
  for (const SegmentId& segment : segments) hasher.update(segment.view());
  return SnapshotId{hasher.finish()};
}

}  // namespace trawl
