#include "query/read/snapshot_build.h"

#include <string>

#include "indexer/format/keys.h"
#include "indexer/format/manifest.h"

namespace trawl {

Result<SnapshotBuild> read_snapshot_build(const SnapshotView& view) {
  const Store& store = view.generation().store();
  const uint64_t generation = view.facts().published;
  SnapshotBuild build;
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> status,
                         store.get(Family::kMeta, status_key(generation)));
  if (status) {
    TRAWL_ASSIGN_OR_RETURN(const BuildStatus times, decode_status(*status));
    build.published_unix_seconds = times.published_unix_seconds;
  }
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> origin,
                         store.get(Family::kMeta, origin_key(generation)));
  if (origin) {
    TRAWL_ASSIGN_OR_RETURN(build.origin, decode_build_origin(*origin));
  }
  return build;
}

}  // namespace trawl
