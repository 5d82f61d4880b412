#include "query/commands/opened_index.h"

#include <optional>
#include <string>
#include <vector>

#include "indexer/cli/index_flag.h"
#include "query/search/searcher.h"

namespace trawl {

Flag snapshot_flag() {
  return {.name = "snapshot",
          .value = "NAME",
          .once = true,
          .help = "the snapshot",
          .otherwise = "the one published last",
          .group = flag_group::kInput};
}

Result<IndexReader*> open_index(const Arguments& arguments, std::span<const Family> families,
                                const Console& console) {
  static std::optional<IndexReader> reader;  // never destroyed: main ends the process first
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> snapshot,
                         nonempty_argument(arguments, "snapshot"));
  TRAWL_ASSIGN_OR_RETURN(reader, IndexReader::open(directory, snapshot.value_or(""), families));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<std::string> stale, stale_repositories(&*reader));
  for (const std::string& repository : stale) {
    console.message("not up to date: the last build could not read " + repository);
  }
  return &*reader;
}

}  // namespace trawl
