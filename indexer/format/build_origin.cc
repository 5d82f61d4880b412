#include "indexer/format/build_origin.h"

#include "indexer/format/coding.h"

namespace trawl {

std::string encode_build_origin(const BuildOrigin& origin) {
  std::string out;
  put_strings(&out, origin.roots);
  put_string(&out, origin.corpus_file);
  return out;
}

Result<BuildOrigin> decode_build_origin(std::string_view bytes) {
  Decoder decoder(bytes, "origin");
  BuildOrigin origin;
  origin.roots = take_strings(&decoder);
  origin.corpus_file = decoder.string();
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return origin;
}

}  // namespace trawl
