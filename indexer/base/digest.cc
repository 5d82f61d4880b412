#include "indexer/base/digest.h"

#include <openssl/evp.h>
#include <openssl/provider.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string>

namespace trawl {
namespace {

struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

// Throws if a digest could not be computed: such digests would all be equal, and documents would be
// taken for copies of each other.
void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("libcrypto cannot compute SHA-1 or SHA-256");
}

// Fetched once, because that costs as much as hashing a small file, and never freed. They come from
// a library context of our own, with the built-in provider: the shared one follows the user's
// OPENSSL_CONF, which may activate providers that know neither digest.
struct Algorithms {
  EVP_MD* sha1 = nullptr;
  EVP_MD* sha256 = nullptr;
};

const Algorithms& algorithms() {
  static const Algorithms fetched = [] {
    OSSL_LIB_CTX* const library = OSSL_LIB_CTX_new();
    require(library != nullptr && OSSL_PROVIDER_load(library, "default") != nullptr);
    Algorithms found;
    found.sha1 = EVP_MD_fetch(library, "SHA1", nullptr);
    found.sha256 = EVP_MD_fetch(library, "SHA256", nullptr);
    require(found.sha1 != nullptr && found.sha256 != nullptr);
    return found;
  }();
  return fetched;
}

// A context is cheap. One per thread would be freed when TBB's threads end, at the same time as
// OpenSSL's own cleanup at exit.
ContextPointer begin(const EVP_MD* algorithm) {
  ContextPointer context(EVP_MD_CTX_new());
  if (context == nullptr) throw std::bad_alloc();
  require(EVP_DigestInit_ex(context.get(), algorithm, nullptr) == 1);
  return context;
}

void add(EVP_MD_CTX* context, const char* bytes, size_t size) {
  require(EVP_DigestUpdate(context, bytes, size) == 1);
}

}  // namespace

std::array<uint8_t, 20> git_blob_id(std::string_view content) {
  const ContextPointer context = begin(algorithms().sha1);
  const std::string header = "blob " + std::to_string(content.size());
  std::array<uint8_t, 20> digest{};
  add(context.get(), header.c_str(), header.size() + 1);
  add(context.get(), content.data(), content.size());
  require(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

std::array<uint8_t, 32> sha256(std::string_view bytes) {
  const ContextPointer context = begin(algorithms().sha256);
  std::array<uint8_t, 32> digest{};
  add(context.get(), bytes.data(), bytes.size());
  require(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

struct Hasher128::Context {
  ContextPointer md = begin(algorithms().sha256);
};

Hasher128::Hasher128() : context_(std::make_unique<Context>()) {}
Hasher128::~Hasher128() = default;
Hasher128::Hasher128(Hasher128&&) noexcept = default;
Hasher128& Hasher128::operator=(Hasher128&&) noexcept = default;

void Hasher128::update(std::string_view bytes) {
  add(context_->md.get(), bytes.data(), bytes.size());
}

std::array<uint8_t, 16> Hasher128::finish() {
  std::array<uint8_t, 32> whole{};
  require(EVP_DigestFinal_ex(context_->md.get(), whole.data(), nullptr) == 1);
  std::array<uint8_t, 16> half{};
  std::copy_n(whole.begin(), half.size(), half.begin());
  return half;
}

}  // namespace trawl
