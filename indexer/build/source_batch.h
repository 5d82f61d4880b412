// What flows through a build: batches of files in corpus order. Plain values that each stage adds
// to.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/corpus/classifier.h"
#include "indexer/corpus/source.h"
#include "indexer/document/document_work.h"
#include "indexer/format/ids.h"
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
  SourceFile file;    // as it was listed, until it is read
  FileRecord record;  // once it is read
  // Of a text file: where the index has its content, or else the facts of that. A file whose source
  // knew its digest, so that it was not read, has neither, nor traits: the record is not classified
  // yet, and its content is one that was met before.
  std::optional<DocumentLocation> live;
  ContentFacts facts;
  std::optional<ContentTraits> traits;
  std::string content;                 // of a text file, until its document is found or processed
  std::unique_ptr<RepositoryEnd> end;  // not null: the end of a repository, and nothing else
};

// Sets the language and the class of a text file.
inline void classify(const ContentTraits& traits, FileRecord* record) {
  record->language = language_of(record->path, traits);
  record->file_class = class_of(record->path, traits);
}

struct SourceBatch {
  std::vector<SourceItem> items;
  uint64_t bytes = 0;               // of its files; in the pipeline: its charge on the budget
  double repository_share = 0;      // how much of its last files' repository is listed by then
  std::vector<DocumentWork> works;  // the new documents in order
};

}  // namespace trawl
