// What an index says of how a snapshot came to be, for people.
#pragma once

#include <cstdint>
#include <optional>

#include "indexer/base/status.h"
#include "indexer/format/build_origin.h"
#include "query/read/snapshot_view.h"

namespace trawl {

struct SnapshotBuild {
  std::optional<uint64_t> published_unix_seconds;  // when it was published; none: not recorded
  BuildOrigin origin;                              // empty: not recorded, as builds once did not
};

// Two point reads of the meta family. kCorruption for a record that cannot be read. Thread-safe.
Result<SnapshotBuild> read_snapshot_build(const SnapshotView& view);

}  // namespace trawl
