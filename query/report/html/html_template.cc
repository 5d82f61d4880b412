// Libraries considered: mstch escapes by default but copies everything that it passes to a section
// (a report takes two and a half times as long as with tags joined in C++). kainjow's mustache
// copies data at every level while they are built. ctemplate registers itself at program start,
// which would slow every short search. inja does not escape by default. The escaping of mstch is
// global, but nothing else in the programs uses it.
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
  std::string_view name;  // including its ending
  std::string_view text;
};

// kWebFiles, generated from data/web by embed_web.cmake.
#include "web.inc"

std::string_view web_file(std::string_view name) {
  for (const WebFile& file : kWebFiles) {
    if (file.name == name) return file.text;
  }
  return {};
}

// The templates by name. Each may be included in another.
std::map<std::string, std::string> partials() {
  constexpr std::string_view kEnding = ".html";
  std::map<std::string, std::string> texts;
  for (const WebFile& file : kWebFiles) {
    if (!file.name.ends_with(kEnding)) continue;
    texts.emplace(file.name.substr(0, file.name.size() - kEnding.size()), file.text);
  }
  return texts;
}

// Includes the line break before it, because a browser computes the digest of all text between the
// tags.
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

std::string render_part(std::string_view name, const HtmlObject& data) {
  static std::once_flag once;
  std::call_once(once, [] {
    mstch::config::escape = [](const std::string& text) { return html_text(text); };
  });
  return mstch::render(std::string(web_file(std::string(name) + ".html")), data, partials());
}

std::string render_page(std::string_view name, HtmlObject data, PageScript script) {
  data["style"] = std::string(web_file("style.css"));
  data["script"] = false;
  if (script == PageScript::kSortTables) data["script"] = script_data();
  return render_part(name, data);
}

}  // namespace trawl
