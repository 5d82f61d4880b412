// What a file has besides its path, as blocks of trees and blocks of edits code it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"
#include "indexer/format/hash_kind.h"
#include "indexer/format/tree.h"

namespace trawl {

// The languages of a block's files, each once, in the order in which they are met; a file names its
// own by its place. The names must outlive the table.
class LanguageTable {
 public:
  void add(std::string_view language);
  // REQUIRES: the language was added.
  uint64_t place_of(std::string_view language) const;
  void put(std::string* out) const;

 private:
  std::vector<std::string_view> languages_;
};

// What a block begins with: the kind of hash that its digests are, and the languages.
void put_file_fields_head(const LanguageTable& languages, std::string* out);
void put_file_fields(const FileRecord& file, const LanguageTable& languages, std::string* out);

// The path as far as it differs from `before`.
void put_path(std::string_view path, std::string_view before, std::string* out);

// A file's first byte: the reason to skip it in five bits, whether its digest is known all the
// same, its kind in two bits.
inline constexpr uint8_t kReasonMask = 0x1F;
inline constexpr uint8_t kSkippedWithDigest = 0x20;
inline constexpr unsigned kFileKindShift = 6;
static_assert(kSkipReasonCount <= kReasonMask + 1 && kFileKindCount <= 4);

// A file as it is coded, without its path. The views point into the block.
struct FileFields {
  FileKind kind = FileKind::kFile;
  SkipReason skip = SkipReason::kNone;
  bool is_skipped_with_digest = false;
  FileClass file_class = FileClass::kCode;
  uint64_t size = 0;
  std::string_view language;
  std::string_view digest;  // empty when it is not known

  // The file with this path.
  FileRecord with_path(std::string path) const;
};

// Reads what a block begins with, and then what its files have. The decoder must outlive it.
class FileFieldsDecoder {
 public:
  // `what` names the record, as in the decoder.
  FileFieldsDecoder(Decoder* decoder, const char* what);
  // On entry `*path` is the path before, on return the next one.
  void next_path(std::string* path) {
    path->resize(decoder_->varint_at_most(path->size()));
    path->append(decoder_->string());
  }
  FileFields next() {
    FileFields file;
    const uint8_t first = decoder_->u8();
    const uint8_t skip = first & kReasonMask;
    const uint8_t kind = first >> kFileKindShift;
    const bool has_digest = (first & kSkippedWithDigest) != 0;
    const uint8_t file_class = decoder_->u8();
    file.size = decoder_->varint();
    const uint64_t language = decoder_->varint();
    if (skip >= kSkipReasonCount || kind >= kFileKindCount || (skip == 0 && has_digest) ||
        file_class >= kFileClassCount || language >= language_count_) {
      decoder_->fail();
    }
    if (!decoder_->is_ok()) return file;
    file.kind = static_cast<FileKind>(kind);
    file.is_skipped_with_digest = has_digest;
    file.skip = static_cast<SkipReason>(skip);
    file.file_class = static_cast<FileClass>(file_class);
    file.language = languages_[language];
    if (skip == 0 || has_digest) file.digest = decoder_->bytes(DocumentDigest::kBytes);
    return file;
  }
  // Of the whole record: Decoder::finish(), or kUnsupported when its digests are of another kind.
  Status finish() const { return hash_kind_.is_ok() ? decoder_->finish() : hash_kind_; }

 private:
  Decoder* decoder_;
  Status hash_kind_;
  std::array<std::string_view, kFilesPerBlock> languages_;
  uint64_t language_count_ = 0;
};

}  // namespace trawl
