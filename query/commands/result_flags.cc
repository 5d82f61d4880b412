#include "query/commands/result_flags.h"

#include <array>
#include <string>

namespace trawl {
namespace {

enum class Format { kGrep, kLink };
constexpr std::array<Choice<Format>, 2> kFormats = {
    {{"grep", Format::kGrep}, {"link", Format::kLink}}};

Status refuse_two_forms(const std::string& one, const std::string& other) {
  return invalid_argument("give --" + one + " or --" + other +
                          ", not both: there is one form of output");
}

// The format: links or lines.
Result<Format> format_of(const Arguments& arguments) {
  for (const char* other : {"count", "files-with-matches", "format", "link-template"}) {
    if (arguments.has("json") && arguments.has(other)) return refuse_two_forms("json", other);
  }
  TRAWL_ASSIGN_OR_RETURN(
      const Format format,
      choice_argument(arguments, "format", kFormats, Format::kGrep,
                      "--format '{}' is not a form of output: write grep or link"));
  if (!arguments.has("link-template")) return format;
  if (arguments.has("format") && format == Format::kGrep) {
    return refuse_two_forms("link-template", "format grep");
  }
  return Format::kLink;
}

ResultForm form_of(const Arguments& arguments, Format format) {
  if (arguments.has("quiet")) return ResultForm::kNothing;
  if (arguments.has("json")) return ResultForm::kJson;
  if (arguments.has("files-with-matches")) return ResultForm::kNames;
  if (arguments.has("count")) return ResultForm::kCounts;
  return format == Format::kLink ? ResultForm::kLinks : ResultForm::kGrep;
}

}  // namespace

Flag repo_flag() {
  return {.name = "repo",
          .value = "REGEX",
          .once = true,
          .help = "only repositories in whose names REGEX is found",
          .group = flag_group::kFilter};
}

// clang-format off
std::vector<Flag> result_flags() {
  return {
      repo_flag(),
      {.name = "path", .value = "REGEX", .once = true,
       .help = "only files in whose paths, within the repository, REGEX is found",
       .group = flag_group::kFilter},
      {.name = "count", .letter = 'c', .help = "print the number of matching lines of each file",
       .group = flag_group::kOutput},
      {.name = "files-with-matches", .letter = 'l', .help = "print the names of files with a match",
       .group = flag_group::kOutput},
      {.name = "quiet", .letter = 'q', .help = "print nothing; the exit code says whether a line matches",
       .group = flag_group::kOutput},
      {.name = "format", .value = "grep|link",
       .help = "repository/path:line:text (default), or links", .group = flag_group::kOutput},
      {.name = "link-template", .value = "T",
       .help = "the form of links: beagle (default), gitea, github, gitlab, cgit, gitiles, "
               "or a text with {repository} {path} {revision} "
               "(a plain directory's: master) {line} {text}; "
               "all presets but beagle percent-encode the path; implies --format link",
       .group = flag_group::kOutput},
      {.name = "json", .help = "print ripgrep's JSON records", .group = flag_group::kOutput},
      {.name = "ignore-comments", .help = "leave out lines that begin with the comment marker, after blanks or not",
       .group = flag_group::kFilter},
      {.name = "comment-marker", .value = "M", .help = "the marker", .otherwise = "#",
       .group = flag_group::kFilter}};
}
// clang-format on

Result<ResultChoice> result_choice(const Arguments& arguments) {
  ResultChoice choice;
  TRAWL_ASSIGN_OR_RETURN(const Format format, format_of(arguments));
  if (arguments.has("count") && arguments.has("files-with-matches")) {
    return refuse_two_forms("count", "files-with-matches");
  }
  for (const char* other : {"count", "files-with-matches"}) {
    if (format != Format::kLink || !arguments.has(other)) continue;
    return refuse_two_forms(other,
                            arguments.get("format") == "link" ? "format link" : "link-template");
  }
  TRAWL_ASSIGN_OR_RETURN(choice.links,
                         LinkTemplate::parse(arguments.get("link-template").value_or("beagle")));
  choice.form = form_of(arguments, format);
  return choice;
}

Result<LineSelection> line_selection(const Arguments& arguments) {
  LineSelection selection;
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> marker,
                         nonempty_argument(arguments, "comment-marker"));
  selection.ignore_comments = arguments.has("ignore-comments");
  selection.comment_marker = marker.value_or("#");
  if (marker && !selection.ignore_comments) {
    return invalid_argument("--comment-marker has no effect without --ignore-comments: give both");
  }
  return selection;
}

}  // namespace trawl
