#include "indexer/text/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

TEST(Base64Encode, GivesTheVectorsOfRfc4648) {
  EXPECT_EQ(base64_encode(""), "");
  EXPECT_EQ(base64_encode("f"), "Zg==");
  EXPECT_EQ(base64_encode("fo"), "Zm8=");
  EXPECT_EQ(base64_encode("foo"), "Zm9v");
  EXPECT_EQ(base64_encode("foob"), "Zm9vYg==");
  EXPECT_EQ(base64_encode("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64_encode("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64_encode("\xFB\xFF\xFE"), "+//+");
}

// Text longer than one call of the library accepts is encoded as if in one call.
TEST(Base64Encode, PadsAtTheEndAlone) {
  const std::string bytes((size_t{3} << 20) + 1, '\0');
  const std::string text = base64_encode(bytes);
  EXPECT_EQ(text, std::string((size_t{4} << 20) + 2, 'A') + "==");
}

}  // namespace
}  // namespace trawl
