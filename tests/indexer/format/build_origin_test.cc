#include "indexer/format/build_origin.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

TEST(BuildOrigin, RoundTripsAndSurvivesDamage) {
  for (const BuildOrigin& origin : {BuildOrigin{}, BuildOrigin{{"/src/heat", "/src/nova"}, ""},
                                    BuildOrigin{{"/s"}, "/data/corpus.tsv"}}) {
    const std::string bytes = encode_build_origin(origin);
    EXPECT_EQ(decode_build_origin(bytes).value(), origin);
    expect_survives_damage(bytes, decode_build_origin);
  }
}

}  // namespace
}  // namespace trawl
