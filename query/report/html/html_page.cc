#include "query/report/html/html_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "query/report/html/html_text.h"

namespace trawl {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --panel: #f6f8fa;
  --line: #d0d7de; --link: #0550ae; --bar: #0969da; --yes: #116329; --maybe: #7d4e00; --no: #a40e26; }
@media screen and (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --soft: #9aa4af; --page: #0d1117; --panel: #161b22; --line: #30363d;
    --link: #79b8ff; --bar: #388bfd; --yes: #56d364; --maybe: #e3b341; --no: #ff7b72; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.5rem 4rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
a { color: var(--link); }
code, td.source { font: 0.875em/1.5 ui-monospace, monospace; }
a, code, td.source, th[scope=row], th[scope=rowgroup] { overflow-wrap: anywhere; }
a, code { unicode-bidi: isolate; }
td.source { white-space: pre-wrap; }
.scroll { overflow-x: auto; }
.scroll table { min-width: 34rem; }
.scroll table.factors, .scroll table.files { min-width: 42rem; }
.factors th[scope=row] { width: 30%; } .factors td:last-child { width: 40%; }
.files th[scope=rowgroup] { width: 30%; } .files td:nth-last-child(2) { width: 25%; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
.charts > div > .chart:first-child, .charts > .chart { margin-top: 0; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0;
  border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.number + th, td.number + td { padding-left: 0.75rem; }
th button { all: unset; cursor: pointer; text-decoration: underline dotted; }
th button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " \2191"; }
th[aria-sort=descending] button::after { content: " \2193"; }
.totals { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
.totals li { flex: 1 1 8rem; padding: 0.75rem 1rem; background: var(--panel);
  border: 1px solid var(--line); border-radius: 6px; color: var(--soft); }
.totals strong { display: block; color: var(--text); font-size: 1.5rem; }
.charts > * { min-width: 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
  gap: 1.5rem; align-items: start; }
.chart { table-layout: fixed; }
.chart .label { width: 40%; } .chart .value { width: 7.5rem; }
.chart th, .chart td { border: 0; padding: 0.1rem 0.6rem 0.1rem 0; font-weight: 400;
  vertical-align: middle; }
.chart svg { display: block; width: 100%; height: 0.9rem; fill: var(--bar); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.Yes { color: var(--yes); } .Maybe { color: var(--maybe); } .No { color: var(--no); }
dt { font-weight: 600; } dd { margin: 0 0 0.75rem 1rem; }
summary { cursor: pointer; font-weight: 600; padding: 0.5rem 0; }
.cited summary { font-weight: 400; color: var(--soft); padding: 0; }
@media (max-width: 30rem) { body { padding: 0.5rem 0.75rem 2rem; } dd { margin-left: 0; }
  ul { padding-left: 1.25rem; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .scroll { overflow: visible; } .scroll table, .scroll table.factors,
  .scroll table.files { min-width: 0; }
  tr, .totals { break-inside: avoid; } h2, h3, caption, summary { break-after: avoid; }
  th button { text-decoration: none; }
}
)";

// A click on a column's head sorts by it: numbers begin with the largest.
constexpr std::string_view kSortTables = R"(
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const isNumber = head.classList.contains("number");
    const first = isNumber ? "descending" : "ascending";
    const second = isNumber ? "ascending" : "descending";
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const order = head.getAttribute("aria-sort") === first ? second : first;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const compare = (a, b) => isNumber ? key(a) - key(b) : key(a).localeCompare(key(b));
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => order === "ascending" ? compare(a, b) : compare(b, a));
      table.tBodies[0].append(...rows);
    });
  });
}
)";

// Of the script, in base64: the one that the page's policy lets a browser run.
constexpr std::string_view kSortTablesSha256 = "2yG+EywP+iSbVYTs1UJK/s76h1gzltHUZSrjLOWpi3M=";

}  // namespace

std::string html_page(std::string_view title, std::string_view body, PageScript script) {
  const bool has_script = script == PageScript::kSortTables;
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>",
      has_script ? fmt::format("; script-src 'sha256-{}'", kSortTablesSha256) : "",
      html_text(title));
  page += kStyle;
  page += "</style>\n</head>\n<body>\n";
  page += body;
  if (has_script) page.append("<script>").append(kSortTables).append("</script>\n");
  page += "</body>\n</html>\n";
  return page;
}

std::string html_chart(std::string_view title, std::string_view label_head,
                       std::string_view value_head, const std::vector<ChartBar>& bars) {
  double most = 0;
  for (const ChartBar& bar : bars) most = std::max(most, bar.value);
  std::string out = fmt::format(
      "<table class=\"chart\">\n<caption>{}</caption>\n"
      "<colgroup><col class=\"label\"><col><col class=\"value\"></colgroup>\n<thead "
      "class=\"hidden\"><tr>"
      "<th scope=\"col\">{}</th><td></td><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      title, label_head, value_head);
  for (const ChartBar& bar : bars) {
    fmt::format_to(std::back_inserter(out),
                   "<tr><th scope=\"row\">{}</th><td class=\"bar\"><svg viewBox=\"0 0 100 10\" "
                   "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{:.2f}\" "
                   "height=\"10\"/></svg></td><td class=\"number\">{}</td></tr>\n",
                   bar.label, most > 0 ? 100 * bar.value / most : 0.0, bar.shown);
  }
  return out + "</tbody>\n</table>\n";
}

}  // namespace trawl
