#include "indexer/text/comment_line.h"

namespace trawl {

bool is_comment_line(std::string_view line, std::string_view marker) {
  const size_t begin = line.find_first_not_of(" \t\v\f\r");
  return begin != std::string_view::npos && line.substr(begin).starts_with(marker);
}

}  // namespace trawl
