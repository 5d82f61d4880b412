#include "indexer/text/ascii_case.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace trawl {
namespace {

TEST(FoldAscii, FoldsUpperCaseLettersAlone) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool upper = byte >= 'A' && byte <= 'Z';
    EXPECT_EQ(fold_ascii(static_cast<uint8_t>(byte)), upper ? byte + 32 : byte);
  }
}

}  // namespace
}  // namespace trawl
