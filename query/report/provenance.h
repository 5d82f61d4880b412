// What each page of a report says of itself: which snapshot it is about, when that was built and
// from what, and whether its links lead to the lines that were indexed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/study/analysis.h"
#include "query/output/link_template.h"
#include "query/read/index_reader.h"
#include "query/read/snapshot_build.h"

namespace trawl {

struct Provenance {
  std::string index;     // its directory, as an absolute path
  std::string snapshot;  // its name
  SnapshotBuild build;
  std::vector<std::string> stale;  // repositories in an earlier state, which the build kept
};

// Of the reader's snapshot. `directory` is where its index was opened; a relative one is taken from
// the working directory. Fails as read_snapshot_build does.
Result<Provenance> read_provenance(const std::string& directory, IndexReader* reader);

// A part of running text: words, or a name that is shown as code.
struct TextPart {
  std::string text;
  bool is_code = false;
};

// "Snapshot `default` of the index `/data/index`, built on 2024-10-09 at 00:00 UTC from `/src`."
// What the index does not know is said to be unknown. A second sentence names stale repositories.
// Pure; thread-safe, as all below.
std::vector<TextPart> provenance_text(const Provenance& provenance);

// One sentence about the links of a team's page: they name the revisions that were indexed, or
// lines may have moved since, in all projects or in those that it names. Empty without projects.
std::vector<TextPart> link_notice(const TeamReport& report, const LinkTemplate& links);

// "2024-10-09 at 00:00 UTC"; "an unknown time" after the year 9999, which no build has seen.
std::string utc_text(uint64_t unix_seconds);

}  // namespace trawl
