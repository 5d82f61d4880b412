// The second stage: it reads the files of a batch.
#pragma once

#include <cstdint>

#include "indexer/build/source_batch.h"

namespace trawl {

// Fills in the record of each file: reads it, decides whether it is text to index, classifies and
// hashes text. A file of more than `max_file_size` bytes is skipped. Text stays as the item's
// content. Returns the bytes of all text, because the sizes that files were listed with are only
// estimates. Thread-safe.
uint64_t read_batch(uint64_t max_file_size, SourceBatch* batch);

}  // namespace trawl
