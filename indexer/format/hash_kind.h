// Which hash the digests of a record are: each block of files and of documents says it once, and
// each key of `blobs`.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/base/status.h"
#include "indexer/format/coding.h"

namespace trawl {

// The numbers are on disk: explicit, never reused. Only SHA-1 is written and read; SHA-256 is what
// git can name objects by instead.
enum class HashKind : uint8_t { kSha1 = 1, kSha256 = 2 };

void put_hash_kind(std::string* out);
// Ok for SHA-1. For SHA-256 it is kUnsupported, and any other number makes the decoder fail, whose
// status is then returned. `what` names the record.
Status take_hash_kind(Decoder* decoder, const char* what);

}  // namespace trawl
