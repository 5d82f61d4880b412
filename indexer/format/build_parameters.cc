#include "indexer/format/build_parameters.h"

#include "indexer/base/digest.h"
#include "indexer/format/coding.h"

namespace trawl {

std::string encode_build_parameters(const BuildParameters& parameters) {
  std::string out;
  put_varint(&out, parameters.max_file_size);
  put_varint(&out, parameters.repository_depth);
  put_strings(&out, parameters.excluded);
  return out;
}

Result<BuildParameters> decode_build_parameters(std::string_view bytes) {
  Decoder decoder(bytes, "parameters");
  BuildParameters parameters;
  parameters.max_file_size = decoder.varint();
  parameters.repository_depth = decoder.varint32();
  parameters.excluded = take_strings(&decoder);
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return parameters;
}

ParametersId parameters_id(std::string_view encoded) {
  Hasher128 hasher;
  hasher.update("parameters");
  hasher.update(encoded);
  return ParametersId{hasher.finish()};
}

}  // namespace trawl
