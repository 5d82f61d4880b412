#include "query/language/line_selection.h"

#include "indexer/text/comment_line.h"

namespace trawl {

bool LineSelection::selects(std::string_view line) const {
  return !ignore_comments || !is_comment_line(line, comment_marker);
}

}  // namespace trawl
