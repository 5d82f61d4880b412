// What flows through a build: batches of files in corpus order. Plain values, filled in stage by
// stage.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/corpus/directory_source.h"
#include "indexer/document/document_work.h"
#include "indexer/format/tree.h"

namespace trawl {

// One file, or the end of a repository.
struct SourceItem {
  std::shared_ptr<const DirectoryWalk>
      walk;             // keeps the repository's directory open; null: nothing to read
  FileRecord record;    // path at first; reason, digest, language and class once read
  std::string content;  // of a text file, until it is known or worked out
  bool ends_repository = false;
  // At a repository's end: why it could not be read; empty when it was.
  std::string unreadable;
};

struct SourceBatch {
  std::vector<SourceItem> items;
  uint64_t bytes = 0;               // of its files; in the pipeline, of the budget that it holds
  double repository_share = 0;      // of the repository that its last files are of, up to them
  std::vector<DocumentWork> works;  // the new documents in order
};

}  // namespace trawl
