// Looked at for this: mstch, which escapes by default, but copies what it hands to a section (a
// report takes two and a half times as long as with tags put together in C++); kainjow's mustache,
// which copies data at every level while they are put together; ctemplate, which registers itself
// while a program starts, so that every short search would pay for it; inja, which does not escape
// by default. The escaping of mstch is global; nothing else in the programs uses it.
#include "query/report/html/html_template.h"

#include <map>
#include <mutex>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/text/base64.h"
#include "query/report/html/html_text.h"

namespace trawl {
namespace {

struct WebFile {
  std::string_view name;  // with its ending
  std::string_view text;
};

// kWebFiles, made from data/web by embed_web.cmake.
#include "web.inc"

std::string_view web_file(std::string_view name) {
  for (const WebFile& file : kWebFiles) {
    if (file.name == name) return file.text;
  }
  return {};
}

// The templates by their names, each of which may be put into another.
std::map<std::string, std::string> partials() {
  constexpr std::string_view kEnding = ".html";
  std::map<std::string, std::string> texts;
  for (const WebFile& file : kWebFiles) {
    if (!file.name.ends_with(kEnding)) continue;
    texts.emplace(file.name.substr(0, file.name.size() - kEnding.size()), file.text);
  }
  return texts;
}

// With the line break before it: what stands between the tags is what a browser takes the digest
// of.
HtmlObject script_data() {
  HtmlObject data;
  std::string text(web_file("sort_tables.js"));
  data["text"] = text;
  text.insert(text.begin(), '\n');
  const auto digest = sha256(text);
  data["sha256"] = base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
  return data;
}

}  // namespace

std::string render_page(std::string_view name, HtmlObject data, PageScript script) {
  static std::once_flag once;
  std::call_once(once, [] {
    mstch::config::escape = [](const std::string& text) { return html_text(text); };
  });
  data["style"] = std::string(web_file("style.css"));
  data["script"] = false;
  if (script == PageScript::kSortTables) data["script"] = script_data();
  const std::string page(web_file(std::string(name) + ".html"));
  return mstch::render(page, data, partials());
}

}  // namespace trawl
