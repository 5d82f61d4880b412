// The pages of an HTML report as templates: data/web/*.html, in Mustache's language, embedded in
// the program and filled by mstch.
//
// {{name}} escapes its text (html_text()). {{{name}}} does not, and is used only for the style, the
// script, and parts of the page that templates have made. If a section's data lack a name, it is
// looked up outside the section, so the data must have every name that a template uses.
#pragma once

#include <mstch/mstch.hpp>

#include <string>
#include <string_view>

namespace trawl {

// Values by name: texts, booleans, objects or lists of objects. An empty text counts as false.
// Reserve the capacity of lists, because growing one copies everything in it.
using HtmlObject = mstch::map;
using HtmlList = mstch::array;

enum class PageScript : bool { kNone, kSortTables };

// A whole page: the template with this name, filled. `data` must have `title`. The page's policy
// lets a browser load nothing and run no script except the page's own, identified by its digest. A
// printed page shows everything that is folded on a screen. REQUIRES: data/web has the template.
// Thread-safe.
std::string render_page(std::string_view name, HtmlObject data, PageScript script);

// A part of a page: the template of this name, filled. What mstch hands to a section it copies with
// all that is in it, so large parts are made one by one. REQUIRES: data/web has the template.
// Thread-safe.
std::string render_part(std::string_view name, const HtmlObject& data);

}  // namespace trawl
