// What flows through a build: batches of files in corpus order. Plain values that each stage adds
// to.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/corpus/source.h"
#include "indexer/document/document_work.h"
#include "indexer/format/tree.h"

namespace trawl {

// What is known once all files of a repository have been listed.
struct RepositoryEnd {
  std::string unreadable;  // why the repository could not be read; empty when it was
  Revision revision;
};

// One file, or the end of a repository.
struct SourceItem {
  // Reads the file; null once it has been read.
  std::shared_ptr<const Source> source;
  SourceFile file;                     // as it was listed, until it is read
  FileRecord record;                   // once it is read
  std::string content;                 // of a text file, until its document is found or processed
  std::unique_ptr<RepositoryEnd> end;  // not null: the end of a repository, and nothing else
};

struct SourceBatch {
  std::vector<SourceItem> items;
  uint64_t bytes = 0;               // of its files; in the pipeline: its charge on the budget
  double repository_share = 0;      // how much of its last files' repository is listed by then
  std::vector<DocumentWork> works;  // the new documents in order
};

}  // namespace trawl
