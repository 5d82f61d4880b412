// The pages of an HTML report as templates: data/web/*.html, in Mustache's language, embedded in
// the program and filled by mstch.
//
// {{name}} escapes what it puts in (html_text()); {{{name}}}, which does not, stands for the style
// and the script alone. A name that a section lacks is looked for outside of it, so that data give
// every name that a template asks for.
#pragma once

#include <mstch/mstch.hpp>

#include <string>
#include <string_view>

namespace trawl {

// Values by name: texts, truth values, objects or lists of them. A text is false when it is empty.
// Lists reserve their room: when they grow, all that is in them is copied.
using HtmlObject = mstch::map;
using HtmlList = mstch::array;

enum class PageScript : bool { kNone, kSortTables };

// A whole page: the template of this name, filled. `title` is in `data`. Its policy lets a browser
// load nothing, nor run a script but the page's own, known by its digest. Printed, it shows what is
// folded on a screen. REQUIRES: data/web has the template. Thread-safe.
std::string render_page(std::string_view name, HtmlObject data, PageScript script);

}  // namespace trawl
