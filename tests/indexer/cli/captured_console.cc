#include "tests/indexer/cli/captured_console.h"

namespace trawl {
namespace {

std::string content_of(std::FILE* file) {
  std::rewind(file);
  std::string content;
  for (int c = 0; (c = std::fgetc(file)) != EOF;) content.push_back(static_cast<char>(c));
  return content;
}

}  // namespace

CapturedConsole::CapturedConsole(std::string_view program)
    : out_(std::tmpfile()), err_(std::tmpfile()), console_(program, out_, err_) {}

CapturedConsole::~CapturedConsole() {
  std::fclose(out_);
  std::fclose(err_);
}

std::string CapturedConsole::out() const {
  return content_of(out_);
}

std::string CapturedConsole::err() const {
  return content_of(err_);
}

}  // namespace trawl
