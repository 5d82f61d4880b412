// The flag that nearly every command has: which index.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/command.h"

namespace trawl {

Flag index_flag();

// The index directory: --index, $TRAWL_INDEX, $XDG_DATA_HOME/trawl/index,
// ~/.local/share/trawl/index; variables that are empty, and a relative $XDG_DATA_HOME, are as if
// they were not set. kInvalidArgument for an empty --index, or when nothing is left to go by.
Result<std::string> index_directory(const Arguments& arguments);

}  // namespace trawl
