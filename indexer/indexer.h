// Builds an index: the library's entry point for writing. `trawl-index build` is a thin shell
// around it.
#pragma once

#include "indexer/base/status.h"
#include "indexer/build_options.h"

namespace trawl {

// Reads the repositories in one pass and publishes them as one snapshot, or publishes nothing and
// says why. Documents are scanned for all rules of the index and of the options; segments that were
// not scanned for some of these are not used again (trawl-index has them filled in before). Then
// merges segments if there are many (merge_plan.h), which changes no answer: if that fails, the
// build has still succeeded, and the next one tries again.
//
// kInvalidArgument: options that cannot work, or a snapshot that would lose repositories or all its
// text without BuildOptions::replace. kBusy: another build is writing. After any failure, even if
// it is killed, the index answers as before. The number of jobs changes no key and no value. Not
// thread-safe for one index directory.
Result<BuildSummary> build_index(const BuildOptions& options);

}  // namespace trawl
