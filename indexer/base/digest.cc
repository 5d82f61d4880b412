#include "indexer/base/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <string>

namespace trawl {
namespace {

struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

}  // namespace

std::array<uint8_t, 20> git_blob_id(std::string_view content) {
  // Fetched once, since that costs as much as hashing a small file, and never freed. A context is
  // cheap; one a thread would be freed when TBB's threads end, beside OpenSSL's own cleanup at
  // exit.
  static const EVP_MD* const sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  const ContextPointer context(EVP_MD_CTX_new());
  const std::string header = "blob " + std::to_string(content.size());
  std::array<uint8_t, 20> digest{};
  EVP_DigestInit_ex(context.get(), sha1, nullptr);
  EVP_DigestUpdate(context.get(), header.c_str(), header.size() + 1);
  EVP_DigestUpdate(context.get(), content.data(), content.size());
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return digest;
}

struct Hasher128::Context {
  ContextPointer md{EVP_MD_CTX_new()};
};

Hasher128::Hasher128() : context_(std::make_unique<Context>()) {
  EVP_DigestInit_ex(context_->md.get(), EVP_sha256(), nullptr);
}
Hasher128::~Hasher128() = default;
Hasher128::Hasher128(Hasher128&&) noexcept = default;
Hasher128& Hasher128::operator=(Hasher128&&) noexcept = default;

void Hasher128::update(std::string_view bytes) {
  EVP_DigestUpdate(context_->md.get(), bytes.data(), bytes.size());
}

std::array<uint8_t, 16> Hasher128::finish() {
  std::array<uint8_t, 32> whole{};
  EVP_DigestFinal_ex(context_->md.get(), whole.data(), nullptr);
  std::array<uint8_t, 16> half{};
  std::copy_n(whole.begin(), half.size(), half.begin());
  return half;
}

}  // namespace trawl
