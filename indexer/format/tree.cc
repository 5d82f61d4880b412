// A block: varint count, then for each file the number of bytes its path shares with the one
// before, the rest of the path, skip reason, class, size, language as an index into the block's own
// table, digest.
#include "indexer/format/tree.h"

#include <algorithm>
#include <array>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

constexpr std::array<const char*, kSkipReasonCount> kReasonNames = {
    "indexed",  "binary", "utf-16/32", "excluded", "too large", "unreadable",
    "vanished", "shrunk", "symlink",   "special",  "outside",   "missing object"};
constexpr std::array<const char*, kFileClassCount> kClassNames = {
    "code", "test", "documentation", "packaging", "generated", "vendored"};

size_t shared_prefix(std::string_view a, std::string_view b) {
  const size_t limit = std::min(a.size(), b.size());
  size_t length = 0;
  while (length < limit && a[length] == b[length]) ++length;
  return length;
}

// A file as it is coded, without its path. The views point into the block.
struct CodedFile {
  SkipReason skip = SkipReason::kNone;
  FileClass file_class = FileClass::kCode;
  uint64_t size = 0;
  std::string_view language;
  std::string_view digest;  // of a file that is not skipped
};

// Goes through the files of a block once.
class TreeBlockDecoder {
 public:
  explicit TreeBlockDecoder(std::string_view bytes) : decoder_(bytes, "tree block") {
    const uint64_t languages = decoder_.varint_at_most(kFilesPerBlock);
    for (uint64_t i = 0; i < languages; ++i) languages_[i] = decoder_.string();
    language_count_ = languages;
    file_count_ = decoder_.varint_at_most(kFilesPerBlock);
  }

  uint64_t file_count() const { return file_count_; }
  bool is_ok() const { return decoder_.is_ok(); }
  Status status() const { return decoder_.status(); }
  Status finish() { return decoder_.finish(); }

  // On entry `*path` is the path of the file before, on return that of this one.
  CodedFile next(std::string* path) {
    path->resize(decoder_.varint_at_most(path->size()));
    path->append(decoder_.string());
    CodedFile file;
    const uint8_t skip = decoder_.u8();
    const uint8_t file_class = decoder_.u8();
    file.size = decoder_.varint();
    const uint64_t language = decoder_.varint();
    if (skip >= kSkipReasonCount || file_class >= kFileClassCount || language >= language_count_) {
      decoder_.fail();
    }
    if (!decoder_.is_ok()) return file;
    file.skip = static_cast<SkipReason>(skip);
    file.file_class = static_cast<FileClass>(file_class);
    file.language = languages_[language];
    if (file.skip == SkipReason::kNone) file.digest = decoder_.bytes(DocumentDigest::kBytes);
    return file;
  }

 private:
  Decoder decoder_;
  std::array<std::string_view, kFilesPerBlock> languages_;
  uint64_t language_count_ = 0;
  uint64_t file_count_ = 0;
};

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
  put_varint(&out, languages.size());
  for (const std::string_view language : languages) put_string(&out, language);
  put_varint(&out, files.size());
  std::string_view before;
  for (const FileRecord& file : files) {
    const size_t shared = shared_prefix(before, file.path);
    put_varint(&out, shared);
    put_string(&out, std::string_view(file.path).substr(shared));
    put_u8(&out, static_cast<uint8_t>(file.skip));
    put_u8(&out, static_cast<uint8_t>(file.file_class));
    put_varint(&out, file.size);
    const auto language = std::find(languages.begin(), languages.end(), file.language);
    put_varint(&out, static_cast<uint64_t>(language - languages.begin()));
    if (file.skip == SkipReason::kNone) out.append(file.digest.view());
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
    file = {path, coded.skip, {}, coded.size, std::string(coded.language), coded.file_class};
    if (file.skip == SkipReason::kNone) file.digest = DocumentDigest::from_view(coded.digest);
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
