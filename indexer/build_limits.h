// The limits that the options of a build must keep to.
#pragma once

#include <cstdint>

#include "indexer/base/status.h"
#include "indexer/build_options.h"

namespace trawl {

// kInvalidArgument for less than kLeastMemory.
Status check_memory(uint64_t memory);

// kInvalidArgument, with what to do, for options that cannot work.
Status check_options(const BuildOptions& options);

// The threads asked for, if memory allows; otherwise as many as the machine has and memory allows.
Result<uint32_t> thread_count(const BuildOptions& options);

}  // namespace trawl
