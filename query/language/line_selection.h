// Which of the matching lines are wanted.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Which matching lines count.
struct LineSelection {
  bool ignore_comments = false;      // drop lines whose first non-blank text is the marker
  std::string comment_marker = "#";  // not empty

  bool selects(std::string_view line) const;
};

}  // namespace trawl
