// What a build is asked to do, and what it reports during the build and at its end.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/build/build_counts.h"
#include "indexer/corpus/corpus.h"
#include "indexer/format/build_origin.h"
#include "indexer/format/build_parameters.h"
#include "indexer/merge/index_merger.h"
#include "indexer/pattern/path_patterns.h"
#include "indexer/rules/rule.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/store/publication.h"

namespace trawl {

inline constexpr uint64_t kDefaultMemory = uint64_t{1} << 30;
inline constexpr uint64_t kDefaultMaxFileSize = 64 << 20;
// Offsets in a document are kept, and scanned, in 32 bits.
inline constexpr uint64_t kLargestFile = (uint64_t{1} << 32) - 1;
// With less memory, a build's fixed costs (the store, dictionaries, a thread's buffers) would leave
// nothing to work with.
inline constexpr uint64_t kLeastMemory = 64 << 20;

// How far a build has come. The callback measures time itself.
struct BuildProgress {
  BuildCounts counts;
  uint64_t repositories_in_all = 0;
  double repository_share = 0;  // of the present repository, roughly
  // Text bytes that the snapshot of this name had before, for estimates; 0 when there was none.
  uint64_t previous_text_bytes = 0;
  // Once the snapshot is published: the segments that are being merged, and the share that is done.
  MergeCounts merging;
  double merged_share = 0;
};

struct BuildOptions {
  std::string index_directory;
  std::string snapshot = kDefaultSnapshot;
  std::vector<Repository> repositories;  // sorted (sort_repositories)
  BuildOrigin origin;                    // where they were found, for the record
  PathPatterns exclude;
  // For the record: the texts of `exclude`, and how deep below their ROOT the repositories lie. The
  // build adds its max_file_size.
  BuildParameters parameters;
  std::vector<Rule> rules;                // besides those that the index has
  std::vector<CatalogueText> catalogues;  // whose rules are among them
  uint32_t jobs = 0;                      // threads; 0: as many as the machine has
  uint64_t memory = kDefaultMemory;       // bytes within which the build's peak is to stay
  uint64_t max_file_size = kDefaultMaxFileSize;
  // The snapshot may lose repositories, all text of one that has no files any more, or all its
  // text.
  bool replace = false;
  // Called once the options are checked, also against the snapshot that is to be replaced, and the
  // index is held for writing, before the build looks at the live generation, to which this may
  // add. May be empty.
  std::function<Status(IndexWriter*)> prepare;
  // Called now and then, from one thread at a time; may be empty.
  std::function<void(const BuildProgress&)> progress;
};

// What a build did.
struct BuildSummary {
  BuildCounts counts;
  uint64_t max_file_size = 0;  // the size above which files were skipped
  uint64_t generation = 0;     // in which the snapshot was published
  uint32_t new_segments = 0;
  MergeCounts merged;             // after the snapshot was published
  Status merge_failure;           // why segments that should have been merged were not
  uint64_t index_bytes = 0;       // of all files of the index, the left ones included
  uint64_t index_text_bytes = 0;  // of the documents of all its segments
  LeftFiles left;                 // what only readers need, or could not be deleted
  uint64_t milliseconds = 0;
  // "name: why", repositories that could not be read: the snapshot has what they had before.
  std::vector<std::string> unreadable;
  uint32_t emptied = 0;  // of them, those that have no files any more
};

}  // namespace trawl
