#include "indexer/format/gram.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace trawl {
namespace {

std::vector<std::string> trigrams(std::string_view span, size_t begin_limit) {
  std::vector<std::string> out;
  for_each_trigram(span, begin_limit, [&](Gram gram) { out.push_back(gram.bytes()); });
  return out;
}

TEST(Gram, FoldsAsciiAndKeepsOtherBytes) {
  EXPECT_EQ(Gram::of('D', 'e', 'F'), Gram::of('d', 'E', 'f'));
  EXPECT_EQ(Gram::of('D', 'e', 'F').value, 0x646566u);
  EXPECT_EQ(Gram::of(0xC3, 0x84, 'X').bytes(), "\xC3\x84x");
}

TEST(Gram, NumericOrderIsByteOrder) {
  EXPECT_LT(Gram::of('a', 0xFF, 0xFF), Gram::of('b', 0, 0));
  EXPECT_LT(Gram::of('a', 'b', 0).bytes(), Gram::of('a', 'b', 0xFF).bytes());
}

TEST(ForEachTrigram, WalksEveryPosition) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(trigrams("ABCDE", 5), (Strings{"abc", "bcd", "cde"}));
  EXPECT_EQ(trigrams("a\nb", 3), (Strings{"a\nb"}));
  EXPECT_EQ(trigrams("ab", 2), Strings{});
  EXPECT_EQ(trigrams("", 0), Strings{});
}

// A chunk's last trigrams reach into the next chunk. Trigrams that start in the next chunk belong
// to it.
TEST(ForEachTrigram, ChunksOfADocumentShareItsTrigramsOut) {
  const std::string text = "The quick brown fox\njumps";
  for (size_t cut = 1; cut < text.size(); ++cut) {
    const std::string_view whole = text;
    std::vector<std::string> pieces = trigrams(whole.substr(0, cut + 2), cut);
    for (const std::string& gram : trigrams(whole.substr(cut), text.size() - cut)) {
      pieces.push_back(gram);
    }
    EXPECT_EQ(pieces, trigrams(whole, whole.size())) << cut;
  }
}

}  // namespace
}  // namespace trawl
