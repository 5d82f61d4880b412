#include "indexer/text/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>

namespace trawl {
namespace {
// OpenSSL counts in int, and pads each piece whose size is not a multiple of three bytes.
constexpr size_t kPiece = size_t{3} << 20;
}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4 + 1);
  while (!bytes.empty()) {
    const size_t size = std::min(bytes.size(), kPiece);
    const size_t before = text.size();
    text.resize(before + (size + 2) / 3 * 4 + 1);  // with the NUL that OpenSSL appends
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data() + before),
                                       reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(size));
    text.resize(before + static_cast<size_t>(length));
    bytes.remove_prefix(size);
  }
  return text;
}

}  // namespace trawl
