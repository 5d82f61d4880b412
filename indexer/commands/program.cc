#include "indexer/commands/commands.h"
#include "indexer/commands/habits.h"

namespace trawl {

Program trawl_index_program() {
  return {.name = "trawl-index",
          .version = TRAWL_VERSION,
          .summary = "build and care for an index that `trawl` searches",
          .summary_column = 42,
          .flags_heading = "Flags:",
          .commands = {build_command(), rules_command(), stats_command(), check_command(),
                       dump_command()},
          .usual_command = "build",
          .habits = trawl_index_habits()};
}

}  // namespace trawl
