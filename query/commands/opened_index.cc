#include "query/commands/opened_index.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/cli/index_flag.h"
#include "query/search/searcher.h"

namespace trawl {
namespace {

// What chose a snapshot: the flag, the variable or, empty, nothing.
struct SnapshotChoice {
  std::string name;
  bool is_of_variable = false;
};

Result<SnapshotChoice> snapshot_choice(const Arguments& arguments) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> given,
                         nonempty_argument(arguments, "snapshot"));
  if (given) return SnapshotChoice{*given, false};
  const char* const variable = std::getenv("TRAWL_SNAPSHOT");
  if (variable == nullptr || *variable == '\0') return SnapshotChoice{};
  return SnapshotChoice{variable, true};
}

}  // namespace

Flag snapshot_flag() {
  return {.name = "snapshot",
          .value = "NAME",
          .once = true,
          .help = "the snapshot",
          .otherwise = "$TRAWL_SNAPSHOT, else default, else the only one",
          .group = flag_group::kInput};
}

Result<IndexReader*> open_index(const Arguments& arguments, std::span<const Family> families,
                                const Console& console) {
  static std::optional<IndexReader> reader;  // never destroyed: main ends the process first
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  TRAWL_ASSIGN_OR_RETURN(const SnapshotChoice snapshot, snapshot_choice(arguments));
  Result<IndexReader> opened = IndexReader::open(directory, snapshot.name, families);
  if (!opened.is_ok()) {
    const bool is_blamed =
        snapshot.is_of_variable && opened.status().option() == Term::kSnapshotName;
    return is_blamed ? opened.status().with_context("$TRAWL_SNAPSHOT") : opened.status();
  }
  reader = std::move(opened).value();
  TRAWL_ASSIGN_OR_RETURN(const std::vector<StaleRepository> stale, stale_repositories(&*reader));
  for (const StaleRepository& entry : stale) {
    console.message("not up to date: the last build could not read " + entry.repository + ": " +
                    entry.reason);
  }
  return &*reader;
}

}  // namespace trawl
