#include "indexer/cli/console.h"

#include <cerrno>

#include "indexer/text/control_characters.h"

namespace trawl {

std::string message_of(const Status& status, Vocabulary words) {
  return status.message(words);
}

void Console::message(const std::string& text) const {
  std::fprintf(err_, "%s: %s\n", program_.c_str(), escape_control(text).c_str());
}

void Console::explain(const std::string& text) const {
  std::fputs(text.c_str(), err_);
}

Status Console::print(const std::string& text) const {
  if (std::fputs(text.c_str(), out_) >= 0 && std::fflush(out_) == 0) return {};
  if (errno == EPIPE) return {};
  return errno_error("cannot write to the standard output");
}

}  // namespace trawl
