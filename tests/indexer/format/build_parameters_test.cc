#include "indexer/format/build_parameters.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

TEST(BuildParameters, RoundTripAndSurviveDamage) {
  std::set<std::string> ids;
  for (const BuildParameters& parameters :
       {BuildParameters{}, BuildParameters{64 << 20, 2, {}},
        BuildParameters{UINT64_MAX, UINT32_MAX, {"*.po", "", "/doc/"}}}) {
    const std::string bytes = encode_build_parameters(parameters);
    EXPECT_EQ(decode_build_parameters(bytes).value(), parameters);
    expect_survives_damage(bytes, decode_build_parameters);
    ids.insert(parameters_id(bytes).hex());
  }
  EXPECT_EQ(ids.size(), 3U);
}

}  // namespace
}  // namespace trawl
