// A block: kind of hash, the languages of its files, varint count, then for each edit the
// difference of its position, its kind in the two lowest bits, and what the tree has.
#include "indexer/format/tree_edits.h"

#include <algorithm>
#include <utility>

#include "indexer/format/coding.h"
#include "indexer/format/file_fields.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

constexpr const char* kEditBlock = "block of edits";
static_assert(kEditsPerBlock <= kFilesPerBlock,
              "the fields of files have room for so many languages");
constexpr unsigned kKindBits = 2;
constexpr uint64_t kKindMask = (1U << kKindBits) - 1;

}  // namespace

int64_t shift_of(std::span<const TreeEdit> edits) {
  int64_t shift = 0;
  for (const TreeEdit& edit : edits) {
    if (edit.kind == EditKind::kInserted) ++shift;
    if (edit.kind == EditKind::kGone) --shift;
  }
  return shift;
}

std::string encode_edit_block(std::span<const TreeEdit> edits) {
  LanguageTable languages;
  for (const TreeEdit& edit : edits) {
    if (edit.kind != EditKind::kGone) languages.add(edit.file.language);
  }
  std::string out;
  put_file_fields_head(languages, &out);
  put_varint(&out, edits.size());
  uint32_t position = 0;
  std::string_view path;
  for (const TreeEdit& edit : edits) {
    const uint64_t difference = edit.position - position;
    position = edit.position;
    put_varint(&out, difference << kKindBits | static_cast<uint64_t>(edit.kind));
    if (edit.kind == EditKind::kGone) continue;
    if (edit.kind == EditKind::kInserted) {
      put_path(edit.file.path, path, &out);
      path = edit.file.path;
    }
    put_file_fields(edit.file, languages, &out);
  }
  return out;
}

Result<std::vector<TreeEdit>> decode_edit_block(std::string_view bytes) {
  Decoder decoder(bytes, kEditBlock);
  FileFieldsDecoder fields(&decoder, kEditBlock);
  std::vector<TreeEdit> edits(decoder.varint_at_most(kEditsPerBlock));
  uint32_t position = 0;
  std::string path;
  bool may_stay = true;  // an edit of a file of the base is the last one at its position
  for (TreeEdit& edit : edits) {
    const uint64_t coded = decoder.varint();
    const uint64_t difference = coded >> kKindBits;
    if ((coded & kKindMask) >= kEditKindCount || difference > UINT32_MAX - position ||
        (difference == 0 && !may_stay)) {
      decoder.fail();
    }
    if (!decoder.is_ok()) break;
    position += static_cast<uint32_t>(difference);
    edit.position = position;
    edit.kind = static_cast<EditKind>(coded & kKindMask);
    may_stay = edit.kind == EditKind::kInserted;
    if (edit.kind == EditKind::kGone) continue;
    if (edit.kind == EditKind::kInserted) fields.next_path(&path);
    const FileFields file = fields.next();
    if (!decoder.is_ok()) break;
    edit.file = file.with_path(edit.kind == EditKind::kInserted ? path : std::string());
  }
  TRAWL_RETURN_IF_ERROR(fields.finish());
  return edits;
}

TreeComparison::Step TreeComparison::step(const FileRecord* base, const FileRecord* file) {
  if (base == nullptr || (file != nullptr && path_less(file->path, base->path))) {
    return {false, true, TreeEdit{position_, EditKind::kInserted, *file}};
  }
  const uint32_t position = position_++;
  if (file == nullptr || base->path != file->path) {
    return {true, false, TreeEdit{position, EditKind::kGone, {}}};
  }
  Step step = {true, true, std::nullopt};
  if (*base == *file) return step;
  step.edit = TreeEdit{position, EditKind::kChanged, *file};
  step.edit->file.path.clear();
  return step;
}

}  // namespace trawl
