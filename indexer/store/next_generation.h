// A generation in the making: how it differs from the live one, and how it is published.
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
// thread; movable. The writer must outlive it, and must not publish anything else meanwhile.
class NextGeneration {
 public:
  // The manifest starts as the live one, except for its generation.
  explicit NextGeneration(IndexWriter* writer);

  // The generation that is live until publish() has succeeded.
  const Manifest& live() const { return writer_->manifest(); }
  const Store& store() const { return writer_->store(); }
  const std::string& directory() const { return writer_->directory(); }
  const std::string& pending_directory() const { return writer_->pending_directory(); }

  // The manifest to be published; change it as needed.
  Manifest& manifest() { return manifest_; }
  const Manifest& manifest() const { return manifest_; }

  // Adds a record of the meta family, unless the store or an earlier call has its key: a key is
  // derived from its value.
  Status put_meta(const std::string& key, std::string_view value);
  // Adds a table of pending_directory() and starts syncing it. Its facts go to `*named`, one of the
  // manifest's lists. A table without records is left out.
  void add_file(IncomingFile file, std::vector<FileFacts>* named);
  // The same for tables whose facts reach the manifest in another way: those of a segment.
  void add_named_files(std::vector<IncomingFile> files);

  // Publishes everything. `milliseconds` is the time it took to make, for the record. Call it once.
  Status publish(uint64_t milliseconds);

 private:
  IndexWriter* writer_;
  Manifest manifest_;
  std::vector<IncomingFile> files_;
  MetaRecords meta_;
};

}  // namespace trawl
