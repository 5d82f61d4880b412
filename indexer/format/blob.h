// What `blobs` says of a content: it is a document, or it is known not to be text, so that a build
// can skip it without reading it again.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/tree.h"

namespace trawl {

// A content that is not indexed, for a reason that follows from the content alone (is_of_content).
struct UnindexedContent {
  DocumentDigest digest;
  SkipReason reason = SkipReason::kBinary;
  uint64_t size = 0;  // bytes
  friend auto operator<=>(const UnindexedContent&, const UnindexedContent&) = default;
};

// Whether every file of this content is skipped for this reason.
inline bool is_of_content(SkipReason reason) {
  return reason == SkipReason::kBinary || reason == SkipReason::kUtf16;
}

struct BlobValue {
  std::optional<DocumentNumber> document;
  // If it is not a document:
  SkipReason reason = SkipReason::kNone;
  uint64_t size = 0;
  friend bool operator==(const BlobValue&, const BlobValue&) = default;
};

std::string encode_blob_value(DocumentNumber document);
std::string encode_blob_value(const UnindexedContent& content);
Result<BlobValue> decode_blob_value(std::string_view bytes);

}  // namespace trawl
