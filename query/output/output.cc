#include "query/output/output.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace trawl {
namespace {
constexpr size_t kBlockBytes = 64 << 10;
}  // namespace

Output::Output(int fd, std::string name)
    : fd_(fd), name_(std::move(name)), terminal_(isatty(fd) != 0) {}

Result<bool> Output::write(std::string_view bytes) {
  if (bytes.size() >= kBlockBytes) {  // large enough to be written without a copy
    TRAWL_RETURN_IF_ERROR(flush());
    TRAWL_RETURN_IF_ERROR(write_out(bytes));
    return !closed_;
  }
  buffer_.append(bytes);
  if (buffer_.size() >= kBlockBytes || terminal_) TRAWL_RETURN_IF_ERROR(flush());
  return !closed_;
}

Status Output::flush() {
  TRAWL_RETURN_IF_ERROR(write_out(buffer_));
  buffer_.clear();
  return {};
}

Status Output::write_out(std::string_view bytes) {
  while (!bytes.empty() && !closed_) {
    const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno != EINTR) {
      return errno_error("cannot write " + name_);
    }
  }
  return {};
}

}  // namespace trawl
