#include "query/language/line_selection.h"

namespace trawl {

bool LineSelection::selects(std::string_view line) const {
  if (!ignore_comments) return true;
  const size_t begin = line.find_first_not_of(" \t\v\f\r");
  return begin == std::string_view::npos || !line.substr(begin).starts_with(comment_marker);
}

}  // namespace trawl
