// SHA-1 and SHA-256 through OpenSSL's libcrypto, which only this file's source includes. Whatever
// OPENSSL_CONF says, OpenSSL's own providers compute them. If that fails all the same,
// std::runtime_error is thrown (std::bad_alloc if memory runs out): a digest is never wrong.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace trawl {

// The id git gives a blob with this content: SHA-1 over "blob <size>\0<content>".
// Thread-safe.
std::array<uint8_t, 20> git_blob_id(std::string_view content);

// SHA-256 of the bytes. Thread-safe.
std::array<uint8_t, 32> sha256(std::string_view bytes);

// The first 16 bytes of a SHA-256 over everything fed to it; the source of every content-derived
// id. One object serves one thread.
class Hasher128 {
 public:
  Hasher128();
  ~Hasher128();
  Hasher128(Hasher128&&) noexcept;
  Hasher128& operator=(Hasher128&&) noexcept;

  void update(std::string_view bytes);
  // Ends the computation; the object must not be used after it.
  std::array<uint8_t, 16> finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace trawl
