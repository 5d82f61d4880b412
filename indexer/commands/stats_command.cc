#include "indexer/cli/arguments.h"
#include "indexer/cli/console.h"
#include "indexer/cli/index_flag.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/habits.h"
#include "indexer/upkeep/stats.h"

namespace trawl {
namespace {

constexpr std::string_view kDescription =
    "Prints the snapshots, segments and families of the index with their sizes.";

Result<int> run_stats(const Arguments& arguments, const Console& console) {
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  TRAWL_ASSIGN_OR_RETURN(const std::string text, describe_index(directory));
  TRAWL_RETURN_IF_ERROR(console.print(text));
  return kDone;
}

}  // namespace

Command stats_command() {
  return {.name = "stats",
          .summary = "what the index holds, by family and segment, and how old it is",
          .usage = "[FLAG]...",
          .description = kDescription,
          .flags = {index_flag()},
          .habits = upkeep_habits(),
          .run = run_stats};
}

}  // namespace trawl
