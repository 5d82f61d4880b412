#include "query/output/printer.h"

#include <utility>

#include "indexer/text/control_characters.h"
#include "indexer/text/python_space.h"

namespace trawl {
namespace {

// Appends bytes from the index. On a terminal, control characters are made visible.
void append_indexed(std::string_view bytes, const Output& output, std::string* out) {
  if (output.is_terminal()) {
    *out += escape_control(bytes);
  } else {
    out->append(bytes);
  }
}

void append_name(const FileResult& result, const Output& output, std::string* out) {
  append_indexed(result.repository, output, out);
  out->push_back('/');
  append_indexed(result.path, output, out);
}

}  // namespace

Result<bool> GrepPrinter::file(const FileResult& result) {
  std::string name;
  append_name(result, *output_, &name);
  buffer_.clear();
  for (const Line& line : result.lines) {
    buffer_ += name;
    buffer_ += ':';
    buffer_ += std::to_string(line.number);
    buffer_ += ':';
    append_indexed(line.text, *output_, &buffer_);
    buffer_ += '\n';
  }
  return output_->write(buffer_);
}

Result<bool> LinkPrinter::file(const FileResult& result) {
  buffer_.clear();
  std::string line_text;
  for (const Line& line : result.lines) {
    line_text.clear();
    template_.append({result.repository, result.path, result.revision, strip_like_python(line.text),
                      line.number},
                     &line_text);
    append_indexed(line_text, *output_, &buffer_);
    buffer_ += '\n';
  }
  return output_->write(buffer_);
}

Result<bool> CountPrinter::file(const FileResult& result) {
  count_ += result.lines.size();
  if (!result.ends) return true;
  std::string text;
  append_name(result, *output_, &text);
  text += ':';
  text += std::to_string(std::exchange(count_, 0));
  text += '\n';
  return output_->write(text);
}

Result<bool> NamePrinter::file(const FileResult& result) {
  if (!result.begins) return true;
  std::string text;
  append_name(result, *output_, &text);
  text += '\n';
  return output_->write(text);
}

}  // namespace trawl
