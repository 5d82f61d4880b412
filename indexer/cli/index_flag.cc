#include "indexer/cli/index_flag.h"

#include <cstdlib>
#include <optional>

namespace trawl {

Flag index_flag() {
  return {.name = "index",
          .value = "DIR",
          .once = true,
          .help = "the index",
          .otherwise = "$TRAWL_INDEX, else $XDG_DATA_HOME/trawl/index",
          .group = flag_group::kInput};
}

Result<std::string> index_directory(const Arguments& arguments) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> directory,
                         nonempty_argument(arguments, "index"));
  if (directory) return *directory;
  const auto variable = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (const std::string given = variable("TRAWL_INDEX"); !given.empty()) return given;
  // The XDG Base Directory Specification says to ignore relative ones.
  if (const std::string data = variable("XDG_DATA_HOME"); data.starts_with('/')) {
    return data + "/trawl/index";
  }
  const std::string home = variable("HOME");
  if (home.empty()) {
    return invalid_argument(
        "$HOME is not set, so there is no default place for the index: name it with --index DIR");
  }
  return home + "/.local/share/trawl/index";
}

}  // namespace trawl
