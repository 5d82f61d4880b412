// What flows through a build: batches of files in corpus order. Plain values, filled in stage by
// stage.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/corpus/source.h"
#include "indexer/document/document_work.h"
#include "indexer/format/tree.h"

namespace trawl {

// What is known when all files of a repository were listed.
struct RepositoryEnd {
  std::string unreadable;  // why the repository could not be read; empty when it was
  Revision revision;
};

// One file, or the end of a repository.
struct SourceItem {
  // Reads the file; null once that is done.
  std::shared_ptr<const Source> source;
  SourceFile file;                     // as it was listed, until it is read
  FileRecord record;                   // once it is read
  std::string content;                 // of a text file, until it is known or worked out
  std::unique_ptr<RepositoryEnd> end;  // not null: the end of a repository, and nothing else
};

struct SourceBatch {
  std::vector<SourceItem> items;
  uint64_t bytes = 0;               // of its files; in the pipeline, of the budget that it holds
  double repository_share = 0;      // of the repository that its last files are of, up to them
  std::vector<DocumentWork> works;  // the new documents in order
};

}  // namespace trawl
