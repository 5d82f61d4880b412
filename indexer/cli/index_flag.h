// The flag that nearly every command has: it says which index.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/command.h"

namespace trawl {

Flag index_flag();

// The index directory: --index, $TRAWL_INDEX, $XDG_DATA_HOME/trawl/index,
// ~/.local/share/trawl/index. Empty variables, and a relative $XDG_DATA_HOME, count as not set.
// kInvalidArgument for an empty --index, or when nothing says which directory.
Result<std::string> index_directory(const Arguments& arguments);

}  // namespace trawl
