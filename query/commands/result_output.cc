#include "query/commands/result_output.h"

#include "query/output/printer.h"

namespace trawl {

Status refuse_two_forms(const std::string& one, const std::string& other) {
  return invalid_argument("--" + one + " and --" + other + ": only one form of output");
}

bool wants_json(const Arguments& arguments) {
  return arguments.has("json") && !arguments.has("quiet");
}

Result<std::unique_ptr<JsonPrinter>> make_json_printer(std::span<const Pattern> patterns,
                                                       Output* output) {
  TRAWL_ASSIGN_OR_RETURN(Submatches submatches, Submatches::compile(patterns));
  return std::make_unique<JsonPrinter>(std::move(submatches), output);
}

Result<std::unique_ptr<ResultSink>> make_printer(const Arguments& arguments, Output* output) {
  using Printer = std::unique_ptr<ResultSink>;
  for (const char* other : {"count", "files-with-matches", "format", "link-template"}) {
    if (arguments.has("json") && arguments.has(other)) return refuse_two_forms("json", other);
  }
  const std::string format = arguments.get("format").value_or("grep");
  if (format != "grep" && format != "link") {
    return invalid_argument("--format " + format + ": no such format; use grep or link");
  }
  const bool links = format == "link" || arguments.has("link-template");
  if (arguments.has("link-template") && arguments.has("format") && format != "link") {
    return refuse_two_forms("link-template", "format " + format);
  }
  for (const char* other : {"count", "files-with-matches"}) {
    if (!links || !arguments.has(other)) continue;
    return refuse_two_forms(other, format == "link" ? "format link" : "link-template");
  }
  const std::string name = arguments.get("link-template").value_or("beagle");
  TRAWL_ASSIGN_OR_RETURN(LinkTemplate link_template, LinkTemplate::parse(name));
  if (arguments.has("quiet")) return Printer(std::make_unique<QuietSink>());
  if (arguments.has("files-with-matches")) return Printer(std::make_unique<NamePrinter>(output));
  if (arguments.has("count")) return Printer(std::make_unique<CountPrinter>(output));
  if (links) {
    return Printer(std::make_unique<LinkPrinter>(std::move(link_template), output));
  }
  return Printer(std::make_unique<GrepPrinter>(output));
}

Result<LineSelection> line_selection(const Arguments& arguments) {
  LineSelection selection;
  selection.ignore_comments = arguments.has("ignore-comments");
  selection.comment_marker = arguments.get("comment-marker").value_or("#");
  if (selection.comment_marker.empty())
    return invalid_argument("--comment-marker must not be empty");
  if (arguments.has("comment-marker") && !selection.ignore_comments) {
    return invalid_argument("--comment-marker without --ignore-comments has no effect: give both");
  }
  return selection;
}

}  // namespace trawl
