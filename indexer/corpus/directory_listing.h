// The names in one directory, sorted, and the kind of each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

enum class EntryKind : uint8_t { kFile, kDirectory, kSymlink, kSpecial, kUnknown };

// Movable; one object, one thread.
class DirectoryListing {
 public:
  // Lists the open directory, without ".", ".." and ".git". `*buffer` is working memory that the
  // caller keeps between calls. Returns 0, or the errno that ended the reading; the names read
  // until then are kept.
  int read(int directory_fd, std::vector<char>* buffer);

  size_t size() const { return entries_.size(); }
  std::string_view name(size_t index) const;  // bytes ascending
  // kUnknown if the file system does not say: call inspect.
  EntryKind kind(size_t index) const { return entries_[index].kind; }

 private:
  struct Entry {
    uint32_t begin;
    uint16_t length;
    EntryKind kind;
  };
  std::string names_;
  std::vector<Entry> entries_;
};

// What lstat says about `name` in the directory; `*size` is 0 except for a regular file. 0 or
// errno.
int inspect(int directory_fd, const char* name, EntryKind* kind, uint64_t* size);

// Opens the directory `name` in `directory_fd` for listing, never through a symlink. Returns a
// descriptor, or -1 and errno.
int open_directory(int directory_fd, const char* name);

}  // namespace trawl
