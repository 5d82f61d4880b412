// A generation in the making: what becomes of the live one, and how it is published.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/meta_file.h"
#include "indexer/store/publication.h"

namespace trawl {

// Collects the manifest, the tables and the meta records of the next generation. One object, one
// thread; movable. The writer must outlive it, and publishes nothing else meanwhile.
class NextGeneration {
 public:
  // The manifest is the live one at first, but for its generation.
  explicit NextGeneration(IndexWriter* writer);

  // What is live until publish() has succeeded.
  const Manifest& live() const { return writer_->manifest(); }
  const Store& store() const { return writer_->store(); }
  const std::string& directory() const { return writer_->directory(); }
  const std::string& pending_directory() const { return writer_->pending_directory(); }

  // What is to be live; to be changed as needed.
  Manifest& manifest() { return manifest_; }
  const Manifest& manifest() const { return manifest_; }

  // Adds a record of the meta family, unless the store or an earlier call has its key: a key
  // follows from its value.
  Status put_meta(const std::string& key, std::string_view value);
  // Adds a table of pending_directory() and begins to bring it to disk. Its facts go to `*named`,
  // one of the manifest's lists. A table without records is left out.
  void add_file(IncomingFile file, std::vector<FileFacts>* named);
  // The same for tables whose facts come to the manifest otherwise: those of a segment.
  void add_named_files(std::vector<IncomingFile> files);

  // Publishes it all, now. `milliseconds` is the time it took to make, for the record. Once.
  Status publish(uint64_t milliseconds);

 private:
  IndexWriter* writer_;
  Manifest manifest_;
  std::vector<IncomingFile> files_;
  MetaRecords meta_;
};

}  // namespace trawl
