#include "indexer/format/build_origin.h"

#include <cstdint>

#include "indexer/format/coding.h"

namespace trawl {

std::string encode_build_origin(const BuildOrigin& origin) {
  std::string out;
  put_varint(&out, origin.roots.size());
  for (const std::string& root : origin.roots) put_string(&out, root);
  put_string(&out, origin.corpus_file);
  return out;
}

Result<BuildOrigin> decode_build_origin(std::string_view bytes) {
  Decoder decoder(bytes, "origin");
  BuildOrigin origin;
  const uint64_t count = decoder.varint_at_most(decoder.remaining());
  origin.roots.reserve(count);
  for (uint64_t i = 0; i < count; ++i) origin.roots.emplace_back(decoder.string());
  origin.corpus_file = decoder.string();
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return origin;
}

}  // namespace trawl
