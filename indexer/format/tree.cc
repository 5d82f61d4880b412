// A block: kind of hash, the languages, varint count, then for each file the number of bytes its
// path shares with the one before, the rest of the path, kind and skip reason in one byte, class,
// size, language as an index into the block's own table, digest.
#include "indexer/format/tree.h"

#include <algorithm>
#include <array>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"
#include "indexer/format/hash_kind.h"

namespace trawl {
namespace {

constexpr std::array<const char*, kSkipReasonCount> kReasonNames = {
    "indexed",   "binary",  "utf-16/32", "excluded", "too large", "unreadable",
    "vanished",  "shrunk",  "symlink",   "special",  "outside",   "missing object",
    "untracked", "ignored", "submodule", "lfs",      "damaged",   "archive limit"};
constexpr std::array<const char*, kFileClassCount> kClassNames = {
    "code", "test", "documentation", "packaging", "generated", "vendored"};

// A file's first byte: the reason to skip it in five bits, whether its digest is known all the
// same, its kind in two bits.
constexpr uint8_t kReasonMask = 0x1F;
constexpr uint8_t kSkippedWithDigest = 0x20;
constexpr unsigned kKindShift = 6;
static_assert(kSkipReasonCount <= kReasonMask + 1 && kFileKindCount <= 4);

constexpr const char* kWhat = "tree block";

size_t shared_prefix(std::string_view a, std::string_view b) {
  const size_t limit = std::min(a.size(), b.size());
  size_t length = 0;
  while (length < limit && a[length] == b[length]) ++length;
  return length;
}

// A file as it is coded, without its path. The views point into the block.
struct CodedFile {
  FileKind kind = FileKind::kFile;
  SkipReason skip = SkipReason::kNone;
  bool is_skipped_with_digest = false;
  FileClass file_class = FileClass::kCode;
  uint64_t size = 0;
  std::string_view language;
  std::string_view digest;  // empty when it is not known
};

// Goes through the files of a block once.
class TreeBlockDecoder {
 public:
  explicit TreeBlockDecoder(std::string_view bytes) : decoder_(bytes, kWhat) {
    hash_kind_ = take_hash_kind(&decoder_, kWhat);
    if (!hash_kind_.is_ok()) return;
    const uint64_t languages = decoder_.varint_at_most(kFilesPerBlock);
    for (uint64_t i = 0; i < languages; ++i) languages_[i] = decoder_.string();
    language_count_ = languages;
    file_count_ = decoder_.varint_at_most(kFilesPerBlock);
  }

  uint64_t file_count() const { return file_count_; }
  bool is_ok() const { return decoder_.is_ok(); }
  Status finish() { return hash_kind_.is_ok() ? decoder_.finish() : hash_kind_; }

  // On entry `*path` is the path of the file before, on return that of this one.
  CodedFile next(std::string* path) {
    path->resize(decoder_.varint_at_most(path->size()));
    path->append(decoder_.string());
    CodedFile file;
    const uint8_t first = decoder_.u8();
    const uint8_t skip = first & kReasonMask;
    const uint8_t kind = first >> kKindShift;
    const bool has_digest = (first & kSkippedWithDigest) != 0;
    const uint8_t file_class = decoder_.u8();
    file.size = decoder_.varint();
    const uint64_t language = decoder_.varint();
    if (skip >= kSkipReasonCount || kind >= kFileKindCount || (skip == 0 && has_digest) ||
        file_class >= kFileClassCount || language >= language_count_) {
      decoder_.fail();
    }
    if (!decoder_.is_ok()) return file;
    file.kind = static_cast<FileKind>(kind);
    file.is_skipped_with_digest = has_digest;
    file.skip = static_cast<SkipReason>(skip);
    file.file_class = static_cast<FileClass>(file_class);
    file.language = languages_[language];
    if (skip == 0 || has_digest) file.digest = decoder_.bytes(DocumentDigest::kBytes);
    return file;
  }

 private:
  Decoder decoder_;
  Status hash_kind_;
  std::array<std::string_view, kFilesPerBlock> languages_;
  uint64_t language_count_ = 0;
  uint64_t file_count_ = 0;
};

uint8_t first_byte(const FileRecord& file) {
  const uint8_t digest = file.is_skipped_with_digest ? kSkippedWithDigest : 0;
  const auto kind = static_cast<uint8_t>(file.kind);
  return static_cast<uint8_t>(static_cast<uint8_t>(file.skip) | digest | kind << kKindShift);
}

}  // namespace

const char* skip_reason_name(SkipReason reason) {
  return kReasonNames[static_cast<size_t>(reason)];
}
const char* file_class_name(FileClass file_class) {
  return kClassNames[static_cast<size_t>(file_class)];
}

bool path_less(std::string_view a, std::string_view b) {
  const size_t same = shared_prefix(a, b);
  if (same == a.size() || same == b.size()) return a.size() < b.size();
  // '/' ends a component, so it sorts below every byte that would continue one.
  const auto rank = [](char c) {
    return c == '/' ? 0 : static_cast<int>(static_cast<uint8_t>(c)) + 1;
  };
  return rank(a[same]) < rank(b[same]);
}

std::string encode_tree_block(std::span<const FileRecord> files) {
  std::vector<std::string_view> languages;
  for (const FileRecord& file : files) {
    if (std::find(languages.begin(), languages.end(), file.language) == languages.end()) {
      languages.push_back(file.language);
    }
  }
  std::string out;
  put_hash_kind(&out);
  put_varint(&out, languages.size());
  for (const std::string_view language : languages) put_string(&out, language);
  put_varint(&out, files.size());
  std::string_view before;
  for (const FileRecord& file : files) {
    const size_t shared = shared_prefix(before, file.path);
    put_varint(&out, shared);
    put_string(&out, std::string_view(file.path).substr(shared));
    put_u8(&out, first_byte(file));
    put_u8(&out, static_cast<uint8_t>(file.file_class));
    put_varint(&out, file.size);
    const auto language = std::find(languages.begin(), languages.end(), file.language);
    put_varint(&out, static_cast<uint64_t>(language - languages.begin()));
    if (file.has_digest()) out.append(file.digest.view());
    before = file.path;
  }
  return out;
}

Result<std::vector<FileRecord>> decode_tree_block(std::string_view bytes) {
  TreeBlockDecoder decoder(bytes);
  std::vector<FileRecord> files(decoder.file_count());
  std::string path;
  for (FileRecord& file : files) {
    const CodedFile coded = decoder.next(&path);
    if (!decoder.is_ok()) break;
    file = {path,
            coded.skip,
            {},
            coded.size,
            std::string(coded.language),
            coded.file_class,
            coded.kind,
            coded.is_skipped_with_digest};
    if (file.has_digest()) file.digest = DocumentDigest::from_view(coded.digest);
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return files;
}

Result<TreePaths> decode_tree_paths(std::string_view bytes) {
  TreeBlockDecoder decoder(bytes);
  TreePaths paths;
  paths.ends.resize(decoder.file_count());
  std::string path;
  for (uint32_t& end : paths.ends) {
    decoder.next(&path);
    if (!decoder.is_ok()) break;
    paths.text += path;
    end = static_cast<uint32_t>(paths.text.size());
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return paths;
}

std::string_view TreePaths::of(uint32_t file) const {
  const uint32_t begin = file == 0 ? 0 : ends[file - 1];
  return std::string_view(text).substr(begin, ends[file] - begin);
}

TreeHasher::TreeHasher(uint32_t classifier_version) {
  std::string head = "tree";
  put_u32_be(&head, kFormatVersion);
  put_u32_be(&head, classifier_version);
  hasher_.update(head);
}

void TreeHasher::add_block(std::string_view encoded) {
  // The length distinguishes two blocks from one that holds both.
  std::string length;
  put_varint(&length, encoded.size());
  hasher_.update(length);
  hasher_.update(encoded);
}

TreeId TreeHasher::finish() {
  return TreeId{hasher_.finish()};
}

}  // namespace trawl
