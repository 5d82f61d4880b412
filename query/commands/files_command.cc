#include <unistd.h>

#include "indexer/cli/arguments.h"
#include "indexer/cli/index_flag.h"
#include "indexer/text/control_characters.h"
#include "query/commands/commands.h"
#include "query/commands/habits.h"
#include "query/commands/opened_index.h"
#include "query/commands/result_flags.h"
#include "query/commands/unmatched_filters.h"
#include "query/output/output.h"
#include "query/search/file_selection.h"

namespace trawl {
namespace {

constexpr std::string_view kDescription =
    "Lists the files of the snapshot as repository/path; with REGEX only those in whose names it "
    "is found.";

// clang-format off
std::vector<Flag> files_flags() {
  return {
      index_flag(),
      snapshot_flag(),
      repo_flag(),
      {.name = "skipped", .help = "list the files that were not indexed, each after its reason",
       .group = flag_group::kFilter},
      {.name = "long", .help = "list language, class and bytes before each name",
       .group = flag_group::kOutput}};
}
// clang-format on

// This command takes the expression for paths as an argument instead of a flag.
std::string_view words_of_files(Term term) {
  return term == Term::kPathExpression ? "REGEX" : command_words(term);
}

// The text before a file's name.
std::string describe(const FileRecord& file, const Arguments& arguments) {
  std::string text;
  if (file.skip != SkipReason::kNone) return std::string(skip_reason_name(file.skip)) + "\t";
  if (arguments.has("long")) {
    text = (file.language.empty() ? "-" : file.language) + "\t" + file_class_name(file.file_class) +
           "\t" + std::to_string(file.size) + "\t";
  }
  return text;
}

Result<int> run_files(const Arguments& arguments, const Console& console) {
  const std::string regex = arguments.positional().empty() ? "" : arguments.positional().front();
  TRAWL_ASSIGN_OR_RETURN(IndexReader* const index, open_index(arguments, kFilesFamilies, console));
  IndexReader& reader = *index;
  TRAWL_ASSIGN_OR_RETURN(const FileExpressions expressions,
                         FileExpressions::compile({arguments.get("repo").value_or(""), regex}));
  TRAWL_ASSIGN_OR_RETURN(FileSelection selection,
                         FileSelection::create(expressions, reader.entry_count()));
  Output output(STDOUT_FILENO);
  bool found = false;
  bool more = true;
  for (uint32_t number = 0; number < reader.entry_count() && more; ++number) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader.entry({number}));
    const std::string repository = entry->repository;
    const uint32_t files = entry->files;
    TRAWL_ASSIGN_OR_RETURN(const bool entry_selected, selection.selects_entry({number}, &reader));
    if (!entry_selected) continue;
    for (uint32_t rank = 0; rank < files && more; ++rank) {
      TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader.file({{number}, {rank}}));
      if ((file->skip != SkipReason::kNone) != arguments.has("skipped")) continue;
      const std::string name = repository + "/" + file->path;
      TRAWL_ASSIGN_OR_RETURN(const bool selected, selection.selects_path(name));
      if (!selected) continue;
      found = true;
      const std::string line =
          describe(*file, arguments) + (output.is_terminal() ? escape_control(name) : name) + "\n";
      TRAWL_ASSIGN_OR_RETURN(more, output.write(line));
    }
  }
  TRAWL_RETURN_IF_ERROR(output.flush());
  if (found) return kFound;
  TRAWL_RETURN_IF_ERROR(
      tell_unmatched_filters({arguments.get("repo").value_or(""), ""}, &reader, console));
  return kNotFoundExit;
}

}  // namespace

Command files_command() {
  return {.name = "files",
          .summary = "the files of the index, or those it skipped",
          .usage = "[FLAG]... [REGEX]",
          .description = kDescription,
          .examples = {{R"(trawl files '\.rst$')"},
                       {"trawl files --repo '^openstack/heat$' setup", "in some repositories"},
                       {"trawl files --long setup.py", "with language, class and bytes"},
                       {"trawl files --skipped", "what was not indexed, and why"}},
          .meaning_column = 48,
          .exit_codes = "Exits 0 when a file is listed, 1 when none is, 2 after an error.",
          .positional = {0, 1, "at most one REGEX", "to limit it to repositories use --repo REGEX"},
          .flags = files_flags(),
          .habits = files_habits(),
          .run = run_files,
          .words = words_of_files};
}

}  // namespace trawl
