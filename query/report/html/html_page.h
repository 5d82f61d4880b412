// What every page of an HTML report has: its frame and its style, and charts. Pure functions,
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl {

enum class PageScript : bool { kNone, kSortTables };

// A whole page. `title` is plain text, `body` HTML. Its policy lets a browser load nothing, nor run
// a script but the page's own, known by its digest. Printed, it shows what is folded on a screen.
std::string html_page(std::string_view title, std::string_view body, PageScript script);

struct ChartBar {
  std::string label;  // HTML
  double value = 0;   // at least 0
  std::string shown;  // HTML: the value in words
};

// Bars below each other, drawn to one scale, as a table that reads as one: label, bar, value. The
// bars of all charts of one width begin at one place. Both
// `title` and `label_head`, which says what a label is, are HTML.
std::string html_chart(std::string_view title, std::string_view label_head,
                       std::string_view value_head, const std::vector<ChartBar>& bars);

}  // namespace trawl
