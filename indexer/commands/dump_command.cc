#include "indexer/cli/arguments.h"
#include "indexer/cli/console.h"
#include "indexer/cli/index_flag.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/habits.h"
#include "indexer/upkeep/index_dump.h"

namespace trawl {
namespace {

constexpr std::string_view kDescription =
    R"(Prints a line for the manifest and for each record that the index answers from: family, key and a digest of the value.
Two indexes with the same lines hold the same.)";

Result<int> run_dump(const Arguments& arguments, const Console& console) {
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  Status printed;
  const Status dumped = dump_index(directory, [&](const std::string& lines) {
    if (printed.is_ok()) printed = console.print(lines);
  });
  TRAWL_RETURN_IF_ERROR(dumped);
  TRAWL_RETURN_IF_ERROR(printed);
  return kDone;
}

}  // namespace

Command dump_command() {
  return {.name = "dump",
          .summary = "print every record, to compare two indexes",
          .usage = "[FLAG]...",
          .description = kDescription,
          .examples = {{"diff <(trawl-index dump --index old) <(trawl-index dump --index new)"}},
          .flags = {index_flag()},
          .habits = upkeep_habits(),
          .run = run_dump,
          .damage_exit_code = kIncomplete};
}

}  // namespace trawl
