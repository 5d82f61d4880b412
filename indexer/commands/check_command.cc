#include <string>

#include "indexer/build_limits.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/console.h"
#include "indexer/cli/index_flag.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/habits.h"
#include "indexer/heap.h"
#include "indexer/upkeep/check.h"

namespace trawl {
namespace {

constexpr std::string_view kDescription =
    R"(Reads the whole index: every checksum, every posting list and hit against the
content, every count. Exits 1 and names the record when something is wrong.
A file of more than a quarter of --memory may take more than that.)";

Result<int> run_check(const Arguments& arguments, const Console& console) {
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  TRAWL_ASSIGN_OR_RETURN(const uint64_t memory,
                         size_argument(arguments, "memory", kDefaultCheckMemory));
  TRAWL_RETURN_IF_ERROR(check_memory(memory));
  keep_heap_within(memory);
  TRAWL_ASSIGN_OR_RETURN(const CheckReport report, check_index(directory, memory));
  TRAWL_RETURN_IF_ERROR(console.print(describe_check(report)));
  return kDone;
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .summary = "read the whole index and verify all of it",
          .usage = "[FLAG]...",
          .description = kDescription,
          .flags = {index_flag(),
                    {.name = "memory",
                     .value = "SIZE",
                     .help = "keep peak memory within this; less takes longer",
                     .otherwise = "1G, at least 64M",
                     .group = flag_group::kResources}},
          .habits = upkeep_habits(),
          .run = run_check,
          .damage_exit_code = kIncomplete};
}

}  // namespace trawl
