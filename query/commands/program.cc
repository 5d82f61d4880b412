#include "query/commands/commands.h"

namespace trawl {

Program trawl_program() {
  return {.name = "trawl",
          .version = TRAWL_VERSION,
          .summary = "where does this occur? Across every repository of an index",
          .closing = "Indexes are made by trawl-index build.",
          .summary_column = 45,
          .flags_heading = "Flags (the last of repeated ones wins, --no-FLAG undoes a switch):",
          .commands = {search_command(), list_command(), files_command(), show_command(),
                       report_command()}};
}

}  // namespace trawl
