#include "indexer/format/file_fields.h"

#include <algorithm>
#include <utility>

namespace trawl {
namespace {

uint8_t first_byte(const FileRecord& file) {
  const uint8_t digest = file.is_skipped_with_digest ? kSkippedWithDigest : 0;
  const auto kind = static_cast<uint8_t>(file.kind);
  return static_cast<uint8_t>(static_cast<uint8_t>(file.skip) | digest | kind << kFileKindShift);
}

}  // namespace

void LanguageTable::add(std::string_view language) {
  if (std::find(languages_.begin(), languages_.end(), language) == languages_.end()) {
    languages_.push_back(language);
  }
}

uint64_t LanguageTable::place_of(std::string_view language) const {
  const auto found = std::find(languages_.begin(), languages_.end(), language);
  return static_cast<uint64_t>(found - languages_.begin());
}

void LanguageTable::put(std::string* out) const {
  put_varint(out, languages_.size());
  for (const std::string_view language : languages_) put_string(out, language);
}

void put_file_fields_head(const LanguageTable& languages, std::string* out) {
  put_hash_kind(out);
  languages.put(out);
}

void put_file_fields(const FileRecord& file, const LanguageTable& languages, std::string* out) {
  put_u8(out, first_byte(file));
  put_u8(out, static_cast<uint8_t>(file.file_class));
  put_varint(out, file.size);
  put_varint(out, languages.place_of(file.language));
  if (file.has_digest()) out->append(file.digest.view());
}

void put_path(std::string_view path, std::string_view before, std::string* out) {
  const auto differ = std::mismatch(before.begin(), before.end(), path.begin(), path.end()).first;
  const auto shared = static_cast<size_t>(differ - before.begin());
  put_varint(out, shared);
  put_string(out, path.substr(shared));
}

FileRecord FileFields::with_path(std::string path) const {
  FileRecord file = {std::move(path),       skip,       {},   size,
                     std::string(language), file_class, kind, is_skipped_with_digest};
  if (file.has_digest()) file.digest = DocumentDigest::from_view(digest);
  return file;
}

FileFieldsDecoder::FileFieldsDecoder(Decoder* decoder, const char* what)
    : decoder_(decoder), hash_kind_(take_hash_kind(decoder, what)) {
  if (!hash_kind_.is_ok()) return;
  const uint64_t languages = decoder_->varint_at_most(kFilesPerBlock);
  for (uint64_t i = 0; i < languages; ++i) languages_[i] = decoder_->string();
  language_count_ = languages;
}

}  // namespace trawl
