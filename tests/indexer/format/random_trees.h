// Trees of random files, and trees that differ from them.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "indexer/format/tree.h"

namespace trawl {

class RandomTrees {
 public:
  explicit RandomTrees(uint32_t seed) : random_(seed) {}

  // `count` files in path order.
  std::vector<FileRecord> files(size_t count) {
    std::vector<FileRecord> files;
    while (files.size() < count) insert_into(&files);
    return files;
  }

  // The same with files that are gone, changed and new: as many as `edits` at most.
  std::vector<FileRecord> edited(std::vector<FileRecord> files, size_t edits) {
    for (size_t i = 0; i < edits; ++i) {
      const size_t place = files.empty() ? 0 : random_() % files.size();
      const uint32_t kind = files.empty() ? 2 : random_() % 3;
      if (kind == 0) {
        files.erase(files.begin() + static_cast<std::ptrdiff_t>(place));
      } else if (kind == 1) {
        change(&files[place]);
      } else {
        insert_into(&files);
      }
    }
    return files;
  }

 private:
  void change(FileRecord* file) {
    file->skip = static_cast<SkipReason>(random_() % 4 == 0 ? random_() % kSkipReasonCount : 0);
    file->is_skipped_with_digest = file->skip != SkipReason::kNone && random_() % 2 == 0;
    file->kind = static_cast<FileKind>(random_() % kFileKindCount);
    file->digest = {};
    if (file->has_digest()) {
      for (uint8_t& byte : file->digest.bytes) byte = static_cast<uint8_t>(random_());
    }
    file->size = random_() % 100'000;
    file->language = random_() % 3 == 0 ? "" : "language " + std::to_string(random_() % 5);
    file->file_class = static_cast<FileClass>(random_() % kFileClassCount);
  }

  void insert_into(std::vector<FileRecord>* files) {
    FileRecord file;
    file.path = "d" + std::to_string(random_() % 20) + (random_() % 2 == 0 ? "/" : ".") +
                std::to_string(random_() % 100'000);
    change(&file);
    const auto place = std::lower_bound(
        files->begin(), files->end(), file,
        [](const FileRecord& a, const FileRecord& b) { return path_less(a.path, b.path); });
    if (place == files->end() || place->path != file.path) files->insert(place, file);
  }

  std::mt19937 random_;
};

}  // namespace trawl
