// A temporary file that a build writes once and reads at any position.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/base/file.h"
#include "indexer/base/status.h"

namespace trawl {

// Appends go through a buffer; reading is by position. One object, one thread. The file loses its
// name once it is open, so a killed build leaves nothing.
class SpillFile {
 public:
  // `directory` must be on the disk that may fill up: the index's pending directory.
  static Result<SpillFile> create(const std::string& directory);

  // Returns the position where the bytes begin.
  Result<uint64_t> append(std::string_view bytes);
  // All that was appended, mapped: the system may take the memory back. Valid while this object
  // lives. REQUIRES: nothing is appended after it.
  Result<std::string_view> map();
  // Reads exactly `size` bytes from `position` on.
  Status read(uint64_t position, size_t size, char* bytes);
  uint64_t size() const { return written_ + buffer_.size(); }
  // The bytes of memory that it takes, however much was appended.
  size_t buffer_bytes() const { return buffer_.capacity(); }

 private:
  // A mapping that ends with it.
  struct Unmap {
    size_t size;
    void operator()(void* start) const;
  };

  explicit SpillFile(FileDescriptor fd) : fd_(std::move(fd)) {}
  Status flush();
  Status write(std::string_view bytes);

  FileDescriptor fd_;
  std::string buffer_;
  uint64_t written_ = 0;
  std::unique_ptr<void, Unmap> mapping_;
};

}  // namespace trawl
