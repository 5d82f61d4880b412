#include "indexer/base/spill_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace trawl {
namespace {
constexpr size_t kBufferBytes = 256 << 10;
}  // namespace

Result<SpillFile> SpillFile::create(const std::string& directory) {
  std::string path = directory + "/spill.XXXXXX";
  FileDescriptor fd(mkostemp(path.data(), O_CLOEXEC));
  if (!fd.is_open()) return errno_error("cannot create a temporary file in " + directory);
  unlink(path.c_str());
  return SpillFile(std::move(fd));
}

Result<uint64_t> SpillFile::append(std::string_view bytes) {
  const uint64_t position = size();
  if (buffer_.size() + bytes.size() >= kBufferBytes) TRAWL_RETURN_IF_ERROR(flush());
  // What does not fit bypasses the buffer: otherwise a run of tuples would be held twice, and the
  // buffer would keep that size.
  if (bytes.size() >= kBufferBytes) {
    TRAWL_RETURN_IF_ERROR(write(bytes));
  } else {
    buffer_.append(bytes);
  }
  return position;
}

void SpillFile::Unmap::operator()(void* start) const {
  munmap(start, size);
}

Result<std::string_view> SpillFile::map() {
  TRAWL_RETURN_IF_ERROR(flush());
  std::string().swap(buffer_);
  if (written_ == 0) return std::string_view();
  if (mapping_ == nullptr) {
    void* const start = mmap(nullptr, written_, PROT_READ, MAP_SHARED, fd_.get(), 0);
    if (start == MAP_FAILED) return errno_error("cannot map a temporary file of the index");
    mapping_ = {start, Unmap{written_}};
  }
  return std::string_view(static_cast<const char*>(mapping_.get()), written_);
}

Status SpillFile::flush() {
  TRAWL_RETURN_IF_ERROR(write(buffer_));
  buffer_.clear();
  return {};
}

Status SpillFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        pwrite(fd_.get(), bytes.data(), bytes.size(), static_cast<off_t>(written_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno_error("cannot write a temporary file of the index");
    written_ += static_cast<uint64_t>(count);
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return {};
}

Status SpillFile::read(uint64_t position, size_t size, char* bytes) {
  TRAWL_RETURN_IF_ERROR(flush());
  while (size > 0) {
    const ssize_t count = pread(fd_.get(), bytes, size, static_cast<off_t>(position));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno_error("cannot read a temporary file of the index");
    if (count == 0)
      return io_error("a temporary file of the index is shorter than what was written");
    position += static_cast<uint64_t>(count);
    bytes += count;
    size -= static_cast<size_t>(count);
  }
  return {};
}

}  // namespace trawl
