#include "indexer/format/hash_kind.h"

namespace trawl {

void put_hash_kind(std::string* out) {
  put_u8(out, static_cast<uint8_t>(HashKind::kSha1));
}

Status take_hash_kind(Decoder* decoder, const char* what) {
  switch (static_cast<HashKind>(decoder->u8())) {
    case HashKind::kSha1:
      return {};
    case HashKind::kSha256:
      return unsupported(std::string(what) +
                         ": its digests are SHA-256, this program reads only SHA-1");
  }
  decoder->fail();
  return decoder->status();
}

}  // namespace trawl
