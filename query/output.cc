#include "query/output.h"

#include <unistd.h>

#include <cerrno>

namespace trawl {
namespace {
constexpr size_t kBlockBytes = 64 << 10;
}  // namespace

Output::Output(int fd) : fd_(fd), terminal_(isatty(fd) != 0) {}

Result<bool> Output::write(std::string_view bytes) {
  buffer_.append(bytes);
  if (buffer_.size() >= kBlockBytes || terminal_) TRAWL_RETURN_IF_ERROR(flush());
  return !closed_;
}

Status Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !closed_) {
    const ssize_t count = ::write(fd_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EPIPE) closed_ = true;
    if (count < 0 && !closed_) return errno_error("cannot write the output");
    if (!closed_) rest.remove_prefix(static_cast<size_t>(count));
  }
  buffer_.clear();
  return {};
}

}  // namespace trawl
