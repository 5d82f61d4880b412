#include "indexer/format/blob.h"

#include "indexer/format/coding.h"

namespace trawl {
namespace {
constexpr uint64_t kUnindexed = 1;  // the lowest bit
}  // namespace

std::string encode_blob_value(DocumentNumber document) {
  std::string out;
  put_varint(&out, uint64_t{document.value} << 1);
  return out;
}

std::string encode_blob_value(const UnindexedContent& content) {
  std::string out;
  put_varint(&out, static_cast<uint64_t>(content.reason) << 1 | kUnindexed);
  put_varint(&out, content.size);
  return out;
}

Result<BlobValue> decode_blob_value(std::string_view bytes) {
  Decoder decoder(bytes, "blob value");
  BlobValue value;
  const uint64_t first = decoder.varint();
  const uint64_t number = first >> 1;
  if ((first & kUnindexed) == 0) {
    if (number > UINT32_MAX) decoder.fail();
    value.document = DocumentNumber{static_cast<uint32_t>(number)};
  } else {
    if (number >= kSkipReasonCount || !is_of_content(static_cast<SkipReason>(number))) {
      decoder.fail();
    }
    value.reason = static_cast<SkipReason>(number);
    value.size = decoder.varint();
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return value;
}

}  // namespace trawl
