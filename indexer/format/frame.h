// zstd frames and dictionaries: the only place that includes zstd.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

// Bytes that prime zstd, and the id derived from them. Immutable and shared between threads.
class Dictionary {
 public:
  // `bytes` may be empty: frames are then plain zstd frames. The id is computed.
  explicit Dictionary(std::string bytes);
  // For readers, which know the id from the key and need not hash.
  Dictionary(std::string bytes, const DictionaryId& id);
  ~Dictionary();
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  const std::string& bytes() const { return bytes_; }
  const DictionaryId& id() const { return id_; }

 private:
  friend class FrameCompressor;
  friend class FrameDecompressor;
  struct Digested;
  std::string bytes_;
  DictionaryId id_;
  // zstd's own prepared form for compressing, made on first use.
  std::unique_ptr<Digested> digested_;
};

// Trains a dictionary of at most `max_size` bytes from samples that lie one after another in
// `samples`; `sizes` has the size of each. The same samples give the same bytes. Too few samples to
// learn from give an empty dictionary, which is not an error.
std::string train_dictionary(std::string_view samples, const std::vector<size_t>& sizes,
                             size_t max_size);

// Compresses and decompresses frames with one dictionary, which must outlive it. One object, one
// thread.
class FrameCompressor {
 public:
  explicit FrameCompressor(const Dictionary* dictionary);
  ~FrameCompressor();
  // Appends one frame, with its content size and without a checksum (RocksDB's blocks have one).
  Status compress(std::string_view content, std::string* frame);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  const Dictionary* dictionary_;
};

class FrameDecompressor {
 public:
  explicit FrameDecompressor(const Dictionary* dictionary);
  ~FrameDecompressor();
  // Points `*content` at the frame's content, which is valid until the next call. kCorruption when
  // the frame is malformed or claims more than `max_size` bytes.
  Status decompress(std::string_view frame, size_t max_size, std::string_view* content);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  const Dictionary* dictionary_;
};

}  // namespace trawl
