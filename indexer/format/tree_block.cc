// A block: kind of hash, the languages, varint count, then for each file the number of bytes its
// path shares with the one before, the rest of the path, kind and skip reason in one byte, class,
// size, language as an index into the block's own table, digest.
#include "indexer/format/tree_block.h"

#include "indexer/format/coding.h"
#include "indexer/format/file_fields.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

constexpr const char* kTreeBlock = "tree block";

// Goes through the files of a block once.
class TreeBlockDecoder {
 public:
  explicit TreeBlockDecoder(std::string_view bytes)
      : decoder_(bytes, kTreeBlock),
        fields_(&decoder_, kTreeBlock),
        file_count_(decoder_.varint_at_most(kFilesPerBlock)) {}
  TreeBlockDecoder(const TreeBlockDecoder&) = delete;  // its parts point at each other
  TreeBlockDecoder& operator=(const TreeBlockDecoder&) = delete;

  uint64_t file_count() const { return file_count_; }
  bool is_ok() const { return decoder_.is_ok(); }
  Status finish() { return fields_.finish(); }

  // On entry `*path` is the path of the file before, on return that of this one.
  FileFields next(std::string* path) {
    fields_.next_path(path);
    return fields_.next();
  }

 private:
  Decoder decoder_;
  FileFieldsDecoder fields_;
  uint64_t file_count_;
};

}  // namespace

std::string encode_tree_block(std::span<const FileRecord> files) {
  LanguageTable languages;
  for (const FileRecord& file : files) languages.add(file.language);
  std::string out;
  put_file_fields_head(languages, &out);
  put_varint(&out, files.size());
  std::string_view before;
  for (const FileRecord& file : files) {
    put_path(file.path, before, &out);
    put_file_fields(file, languages, &out);
    before = file.path;
  }
  return out;
}

Result<std::vector<FileRecord>> decode_tree_block(std::string_view bytes) {
  TreeBlockDecoder decoder(bytes);
  std::vector<FileRecord> files(decoder.file_count());
  std::string path;
  for (FileRecord& file : files) {
    const FileFields fields = decoder.next(&path);
    if (!decoder.is_ok()) break;
    file = fields.with_path(path);
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
