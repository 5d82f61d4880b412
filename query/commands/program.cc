#include "query/commands/commands.h"
#include "query/commands/habits.h"

namespace trawl {

Program trawl_program() {
  return {.name = "trawl",
          .version = TRAWL_VERSION,
          .summary = "where does this occur? Across every repository of an index",
          .closing = "Indexes are made by trawl-index build.",
          .summary_column = 45,
          .flags_heading =
              "Flags (of one that is repeated the last counts, but one that names what to read or "
              "write is given once;\n--no-FLAG undoes a switch):",
          .commands = {search_command(), list_command(), files_command(), show_command(),
                       report_command()},
          .usual_command = "search",
          .habits = trawl_habits()};
}

}  // namespace trawl
