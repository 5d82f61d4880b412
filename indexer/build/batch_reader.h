// The second stage: it reads the files of a batch.
#pragma once

#include <cstdint>

#include "indexer/base/status.h"
#include "indexer/build/live_index.h"
#include "indexer/build/source_batch.h"

namespace trawl {

// Fills in the record of each file: reads it, decides whether it is text to index, hashes and
// classifies text. The facts of a content that the index has are taken from there. A file of more
// than `max_file_size` bytes is skipped. Text stays as the item's content. Returns the bytes of all
// text, because the sizes that files were listed with are only estimates. Thread-safe.
Result<uint64_t> read_batch(uint64_t max_file_size, LiveDocuments* live, SourceBatch* batch);

}  // namespace trawl
