#include "indexer/format/tree.h"
#include "indexer/format/tree_block.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "indexer/format/hash_kind.h"
#include "tests/indexer/format/damage.h"

namespace trawl {
namespace {

std::vector<FileRecord> sample_files() {
  std::vector<FileRecord> files(6);
  files[0].path = "nova/api/openstack.py";
  files[0].language = "Python";
  files[0].size = 300;
  files[0].digest.bytes.fill(0xAA);
  files[1].path = "nova/api/openstack/__init__.py";
  files[1].language = "Python";
  files[1].file_class = FileClass::kGenerated;
  files[2].path = "nova/logo.png";
  files[2].skip = SkipReason::kBinary;
  files[2].size = uint64_t{1} << 40;
  files[3].path = "tests/\xFF\n";
  files[3].file_class = FileClass::kTest;
  files[4].path = "x.tar";
  files[4].kind = FileKind::kArchive;
  files[4].skip = SkipReason::kDamaged;
  files[4].is_skipped_with_digest = true;
  files[4].digest.bytes.fill(0xBB);
  files[5].path = "x.tar/a";
  files[5].kind = FileKind::kMember;
  files[5].digest.bytes.fill(0xCC);
  return files;
}

TEST(PathLess, IsTheOrderInWhichAWalkMeetsFiles) {
  const std::vector<std::string> ordered = {"a",  "a/b",   "a/z",   "a\n",     "a b",
                                            "a!", "a-b/c", "a.txt", "a0",      "ab",
                                            "b",  "b/a/z", "b/a.z", "\xC3\xA9"};
  for (size_t i = 0; i < ordered.size(); ++i) {
    for (size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(path_less(ordered[i], ordered[j]), i < j) << ordered[i] << " " << ordered[j];
    }
  }
}

std::vector<std::string> components(const std::string& path) {
  std::vector<std::string> out(1);
  for (const char c : path) {
    if (c == '/') {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

TEST(PathLess, AgreesWithComparingComponents) {
  std::mt19937 random(1);
  const std::string alphabet = "ab/.-\x01\xFF";
  for (int i = 0; i < 20'000; ++i) {
    std::string a;
    std::string b;
    for (size_t k = random() % 6; k > 0; --k) a.push_back(alphabet[random() % alphabet.size()]);
    for (size_t k = random() % 6; k > 0; --k) b.push_back(alphabet[random() % alphabet.size()]);
    ASSERT_EQ(path_less(a, b), components(a) < components(b)) << a << " " << b;
  }
}

TEST(Names, EveryReasonAndClassHasItsOwn) {
  std::set<std::string> names;
  for (uint8_t i = 0; i < kSkipReasonCount; ++i) {
    names.insert(skip_reason_name(static_cast<SkipReason>(i)));
  }
  EXPECT_EQ(names.size(), kSkipReasonCount);
  EXPECT_STREQ(skip_reason_name(SkipReason::kMissingObject), "missing object");
  EXPECT_STREQ(skip_reason_name(SkipReason::kArchiveLimit), "archive limit");
  names.clear();
  for (uint8_t i = 0; i < kFileClassCount; ++i) {
    names.insert(file_class_name(static_cast<FileClass>(i)));
  }
  EXPECT_EQ(names.size(), kFileClassCount);
  EXPECT_STREQ(file_class_name(FileClass::kVendored), "vendored");
}

TEST(TreeBlock, RoundTrips) {
  EXPECT_EQ(decode_tree_block(encode_tree_block({})).value(), std::vector<FileRecord>{});
  const auto files = sample_files();
  EXPECT_EQ(decode_tree_block(encode_tree_block(files)).value(), files);
}

TEST(TreeBlock, RoundTripsEveryReasonClassAndLanguageOfAFullBlock) {
  std::vector<FileRecord> files(kFilesPerBlock);
  for (size_t i = 0; i < files.size(); ++i) {
    files[i].path = "d/" + std::string(i, 'x') + std::to_string(i % 10);
    files[i].skip = static_cast<SkipReason>(i % kSkipReasonCount);
    files[i].file_class = static_cast<FileClass>(i % kFileClassCount);
    files[i].size = uint64_t{1} << i;
    files[i].language = "language " + std::to_string(i);
    files[i].kind = static_cast<FileKind>(i % kFileKindCount);
    files[i].is_skipped_with_digest = files[i].skip != SkipReason::kNone && i % 2 == 0;
    if (files[i].has_digest()) files[i].digest.bytes.fill(static_cast<uint8_t>(i + 1));
  }
  std::sort(files.begin(), files.end(),
            [](const FileRecord& a, const FileRecord& b) { return path_less(a.path, b.path); });
  EXPECT_EQ(decode_tree_block(encode_tree_block(files)).value(), files);
}

TEST(TreeBlock, StoresSharedDirectoriesOnce) {
  std::vector<FileRecord> files(2);
  files[0].path = std::string(1000, 'd') + "/a";
  files[1].path = std::string(1000, 'd') + "/b";
  EXPECT_LT(encode_tree_block(files).size(), 1100u);
}

TEST(TreeBlock, GivesThePathsAlone) {
  const auto files = sample_files();
  const TreePaths paths = decode_tree_paths(encode_tree_block(files)).value();
  ASSERT_EQ(paths.ends.size(), files.size());
  for (uint32_t i = 0; i < files.size(); ++i) EXPECT_EQ(paths.of(i), files[i].path);
  EXPECT_TRUE(decode_tree_paths(encode_tree_block({})).value().ends.empty());
}

TEST(TreeBlock, SurvivesDamage) {
  expect_survives_damage(encode_tree_block(sample_files()), decode_tree_block);
  expect_survives_damage(encode_tree_block(sample_files()), decode_tree_paths);
  expect_survives_damage(encode_tree_block({}), decode_tree_block);
}

TEST(TreeBlock, AnotherKindOfHashIsRefusedInOneLine) {
  std::string bytes = encode_tree_block(sample_files());
  bytes[0] = static_cast<char>(HashKind::kSha256);
  for (const Status& status :
       {decode_tree_block(bytes).status(), decode_tree_paths(bytes).status()}) {
    EXPECT_EQ(status.code(), StatusCode::kUnsupported);
    EXPECT_EQ(status.message(),
              "tree block: its digests are SHA-256, this program reads only SHA-1");
  }
  bytes[0] = 3;
  EXPECT_EQ(decode_tree_block(bytes).status().code(), StatusCode::kCorruption);
}

// A file takes two bytes beside its path, size, language and digest, whatever it is.
TEST(TreeBlock, KindReasonAndDigestShareAByte) {
  std::vector<FileRecord> files(1);
  files[0].path = "a";
  const size_t indexed = encode_tree_block(files).size();
  files[0].kind = FileKind::kMember;
  EXPECT_EQ(encode_tree_block(files).size(), indexed);
  files[0].skip = SkipReason::kArchiveLimit;
  EXPECT_EQ(encode_tree_block(files).size(), indexed - DocumentDigest::kBytes);
  files[0].is_skipped_with_digest = true;
  EXPECT_EQ(encode_tree_block(files).size(), indexed);
}

TEST(TreeBlock, RefusesReasonsAndKindsThatThereAreNot) {
  std::vector<FileRecord> files(1);
  files[0].path = "a";
  const std::string bytes = encode_tree_block(files);
  const size_t at = bytes.size() - DocumentDigest::kBytes - 4;
  ASSERT_EQ(bytes[at], 0);
  for (const int first : {0x12, 0x1F, 0x20, 0xC0, 0xC1}) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(first);
    EXPECT_EQ(decode_tree_block(changed).status().code(), StatusCode::kCorruption) << first;
  }
}

TEST(TreeBlock, RefusesMoreThanABlockHolds) {
  const std::vector<FileRecord> files(kFilesPerBlock + 1);
  EXPECT_FALSE(decode_tree_block(encode_tree_block(files)).is_ok());
}

TreeId id_of(uint32_t version, const std::vector<std::string>& blocks) {
  TreeHasher hasher(version);
  for (const std::string& block : blocks) hasher.add_block(block);
  return hasher.finish();
}

TEST(TreeHasher, CoversClassifierBlocksAndTheirBounds) {
  EXPECT_EQ(id_of(1, {"ab", "c"}), id_of(1, {"ab", "c"}));
  const std::set<std::string> ids = {id_of(1, {}).hex(),          id_of(2, {}).hex(),
                                     id_of(1, {""}).hex(),        id_of(1, {"ab", "c"}).hex(),
                                     id_of(1, {"a", "bc"}).hex(), id_of(1, {"c", "ab"}).hex(),
                                     id_of(1, {"abc"}).hex()};
  EXPECT_EQ(ids.size(), 7u);
}

}  // namespace
}  // namespace trawl
