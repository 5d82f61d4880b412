// zstd contexts are expensive to make and belong to one thread each. A dictionary's prepared form
// for compressing is made once and shared by all threads.
//
// Each decompressor has its own copy of the dictionary, right before the buffer it decompresses
// into: zstd then takes the dictionary for the start of the output (ZSTD_checkContinuity) and need
// not ask of every match which of the two it lies in. Measured on OpenStack's sources in frames of
// 8 KiB, on a machine with other work: 417 to 623 MB/s apart, 653 to 1,012 together.
#include "indexer/format/frame.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

// For dictionaries used in place, and for the trainer with fixed parameters and so a fixed time.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>

#include "indexer/base/digest.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

// Measured on the 2024.2 release in frames of 8 KiB with a dictionary of 112 KiB: level 1 makes
// them 3.99 times smaller at 282 MB/s per core, level 3 4.35 times at 231, level 5 4.52 at 94.
// Among the parameters that a level stands for: strategies that look further (greedy, 2 to 8
// candidates) reach 4.48 to 4.66 times, at 103 to 116 MB/s; uncompressed literals 3.93 times,
// unpacked in 2.98 us a frame instead of 4.05.
constexpr int kCompressionLevel = 3;

// How the trainer (ZDICT's fastCover) looks for useful segments of text: they have kSegmentSize
// bytes and are judged by the sequences of kSequenceSize bytes in them, which are counted in
// 2^kTableBits counters at a part of the positions that kAcceleration sets. Measured on 6 MiB of
// samples for frames of 8 KiB and a dictionary of 256 KiB: 0.05 s and ratio 4.493; eight other
// settings took 0.04 to 0.09 s for 4.459 to 4.506.
constexpr unsigned kSegmentSize = 200;
constexpr unsigned kSequenceSize = 8;
constexpr unsigned kTableBits = 18;
constexpr unsigned kAcceleration = 5;

DictionaryId hash_of(const std::string& bytes) {
  Hasher128 hasher;
  hasher.update(bytes);
  return DictionaryId{hasher.finish()};
}

template <auto kFree>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

Status out_of_memory() {
  return internal_error("zstd: out of memory");
}

}  // namespace

struct Dictionary::Digested {
  std::once_flag compress_once;
  std::unique_ptr<ZSTD_CDict, Deleter<ZSTD_freeCDict>> compress;
};

Dictionary::Dictionary(std::string bytes)
    : bytes_(std::move(bytes)), id_(hash_of(bytes_)), digested_(std::make_unique<Digested>()) {}
Dictionary::Dictionary(std::string bytes, const DictionaryId& id)
    : bytes_(std::move(bytes)), id_(id), digested_(std::make_unique<Digested>()) {}
Dictionary::~Dictionary() = default;

struct FrameCompressor::Context {
  std::unique_ptr<ZSTD_CCtx, Deleter<ZSTD_freeCCtx>> zstd{ZSTD_createCCtx()};
  bool prepared = false;
  std::string scratch;  // so that a frame's own string is not as large as the worst case

  Status prepare(const Dictionary& dictionary);
};

Status FrameCompressor::Context::prepare(const Dictionary& dictionary) {
  if (zstd == nullptr) return out_of_memory();
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_compressionLevel, kCompressionLevel);
  // Every record of the family is a frame, so none needs a magic number.
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_format, ZSTD_f_zstd1_magicless);
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_contentSizeFlag, 1);
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_checksumFlag, 0);
  // The segment's facts name the dictionary, so a frame need not spend four bytes on its id.
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_dictIDFlag, 0);
  if (!dictionary.bytes().empty()) {
    Dictionary::Digested& digested = *dictionary.digested_;
    std::call_once(digested.compress_once, [&] {
      digested.compress.reset(ZSTD_createCDict_byReference(
          dictionary.bytes().data(), dictionary.bytes().size(), kCompressionLevel));
    });
    if (digested.compress == nullptr) return out_of_memory();
    ZSTD_CCtx_refCDict(zstd.get(), digested.compress.get());
  }
  prepared = true;
  return {};
}

FrameCompressor::FrameCompressor(const Dictionary* dictionary)
    : context_(std::make_unique<Context>()), dictionary_(dictionary) {}
FrameCompressor::~FrameCompressor() = default;

Status FrameCompressor::compress(std::string_view content, std::string* frame) {
  if (!context_->prepared) TRAWL_RETURN_IF_ERROR(context_->prepare(*dictionary_));
  const size_t bound = ZSTD_compressBound(content.size());
  if (context_->scratch.size() < bound) context_->scratch.resize(bound);
  const size_t size = ZSTD_compress2(context_->zstd.get(), context_->scratch.data(),
                                     context_->scratch.size(), content.data(), content.size());
  if (ZSTD_isError(size) != 0) {
    return internal_error(std::string("zstd cannot compress: ") + ZSTD_getErrorName(size));
  }
  frame->append(context_->scratch, 0, size);
  return {};
}

struct FrameDecompressor::Context {
  std::unique_ptr<ZSTD_DCtx, Deleter<ZSTD_freeDCtx>> zstd{ZSTD_createDCtx()};
  std::unique_ptr<ZSTD_DDict, Deleter<ZSTD_freeDDict>> digested;  // of the copy in `buffer`
  std::unique_ptr<char[]> buffer;  // the dictionary, then room for `capacity` bytes of content
  size_t capacity = 0;

  // Makes room for content of `size` bytes.
  Status prepare(const Dictionary& dictionary, size_t size);
};

Status FrameDecompressor::Context::prepare(const Dictionary& dictionary, size_t size) {
  if (buffer != nullptr && size <= capacity) return {};
  if (zstd == nullptr) return out_of_memory();
  ZSTD_DCtx_setParameter(zstd.get(), ZSTD_d_format, ZSTD_f_zstd1_magicless);
  const std::string& bytes = dictionary.bytes();
  const size_t room = std::max(size, kGiantLine);
  buffer = std::make_unique_for_overwrite<char[]>(bytes.size() + room);
  capacity = room;
  if (bytes.empty()) return {};
  std::memcpy(buffer.get(), bytes.data(), bytes.size());
  digested.reset(ZSTD_createDDict_byReference(buffer.get(), bytes.size()));
  if (digested != nullptr) return {};
  buffer = nullptr;
  // This also refuses bytes that begin like a trained dictionary but are not one.
  return corruption("the dictionary is malformed");
}

FrameDecompressor::FrameDecompressor(const Dictionary* dictionary)
    : context_(std::make_unique<Context>()), dictionary_(dictionary) {}
FrameDecompressor::~FrameDecompressor() = default;

Status FrameDecompressor::decompress(std::string_view frame, size_t max_size,
                                     std::string_view* content) {
  *content = {};
  ZSTD_frameHeader header;
  // A result above 0: the frame ends before its header does. An unknown size counts as the
  // greatest.
  if (ZSTD_getFrameHeader_advanced(&header, frame.data(), frame.size(), ZSTD_f_zstd1_magicless) !=
          0 ||
      header.frameContentSize > max_size) {
    return corruption("frame: malformed header, or content too large");
  }
  const size_t size = header.frameContentSize;
  TRAWL_RETURN_IF_ERROR(context_->prepare(*dictionary_, size));
  char* const out = context_->buffer.get() + dictionary_->bytes().size();
  const size_t done =
      ZSTD_decompress_usingDDict(context_->zstd.get(), out, context_->capacity, frame.data(),
                                 frame.size(), context_->digested.get());
  if (ZSTD_isError(done) != 0) {
    return corruption(std::string("frame: ") + ZSTD_getErrorName(done));
  }
  if (done != size) return corruption("frame: not as long as its header says");
  *content = {out, done};
  return {};
}

std::string train_dictionary(std::string_view samples, const std::vector<size_t>& sizes,
                             size_t max_size) {
  ZDICT_fastCover_params_t parameters{};
  parameters.k = kSegmentSize;
  parameters.d = kSequenceSize;
  parameters.f = kTableBits;
  parameters.accel = kAcceleration;
  parameters.zParams.compressionLevel = kCompressionLevel;
  std::string dictionary(max_size, '\0');
  const size_t size = ZDICT_trainFromBuffer_fastCover(
      dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
      static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size) != 0) return {};
  dictionary.resize(size);
  return dictionary;
}

}  // namespace trawl
