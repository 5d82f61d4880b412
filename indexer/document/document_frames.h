// The frames of a document: its chunks, compressed one by one.
#pragma once

#include "indexer/base/status.h"
#include "indexer/document/document_work.h"
#include "indexer/format/frame.h"

namespace trawl {

// Compresses the chunks of a document that is still plain. Does nothing if they are compressed.
Status compress_frames(FrameCompressor* compressor, DocumentWork* document);

}  // namespace trawl
