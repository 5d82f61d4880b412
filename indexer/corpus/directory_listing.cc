// Calls getdents64 with a reused buffer instead of readdir: a DIR allocates 32 KiB and calls fstat
// for each of the tens of thousands of directories of a corpus.
#include "indexer/corpus/directory_listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace trawl {
namespace {

constexpr size_t kListingBuffer = 64 << 10;

EntryKind kind_of_type(unsigned char type) {
  switch (type) {
    case DT_REG:
      return EntryKind::kFile;
    case DT_DIR:
      return EntryKind::kDirectory;
    case DT_LNK:
      return EntryKind::kSymlink;
    case DT_UNKNOWN:
      return EntryKind::kUnknown;
    default:
      return EntryKind::kSpecial;
  }
}

bool is_left_out(std::string_view name) {
  return name == "." || name == ".." || name == ".git";
}

}  // namespace

int DirectoryListing::read(int directory_fd, std::vector<char>* buffer) {
  names_.clear();
  entries_.clear();
  buffer->resize(kListingBuffer);
  int error = 0;
  while (true) {
    const ssize_t bytes = getdents64(directory_fd, buffer->data(), buffer->size());
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) error = errno;
    if (bytes <= 0) break;
    for (size_t offset = 0; offset < static_cast<size_t>(bytes);) {
      const char* record = buffer->data() + offset;
      uint16_t record_length = 0;
      std::memcpy(&record_length, record + offsetof(dirent64, d_reclen), sizeof(record_length));
      const auto type = static_cast<unsigned char>(record[offsetof(dirent64, d_type)]);
      const std::string_view name(record + offsetof(dirent64, d_name));
      offset += record_length;
      if (is_left_out(name)) continue;
      entries_.push_back({static_cast<uint32_t>(names_.size()), static_cast<uint16_t>(name.size()),
                          kind_of_type(type)});
      names_ += name;
    }
  }
  const std::string_view names = names_;
  std::sort(entries_.begin(), entries_.end(), [names](const Entry& a, const Entry& b) {
    return names.substr(a.begin, a.length) < names.substr(b.begin, b.length);
  });
  return error;
}

std::string_view DirectoryListing::name(size_t index) const {
  const Entry& entry = entries_[index];
  return std::string_view(names_).substr(entry.begin, entry.length);
}

int inspect(int directory_fd, const char* name, EntryKind* kind, uint64_t* size) {
  struct stat status;
  if (fstatat(directory_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return errno;
  *kind = kind_of_type(static_cast<unsigned char>(IFTODT(status.st_mode)));
  *size = *kind == EntryKind::kFile ? static_cast<uint64_t>(status.st_size) : 0;
  return 0;
}

int open_directory(int directory_fd, const char* name) {
  int fd = -1;
  do {
    fd = openat(directory_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

}  // namespace trawl
