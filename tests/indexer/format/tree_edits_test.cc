#include "indexer/format/tree_edits.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"
#include "indexer/format/hash_kind.h"
#include "tests/indexer/format/damage.h"
#include "tests/indexer/format/edits_between.h"

namespace trawl {
namespace {

FileRecord text_file(const std::string& path, const std::string& language) {
  FileRecord file;
  file.path = path;
  file.size = 300;
  file.digest.bytes.fill(0xAA);
  file.language = language;
  return file;
}

FileRecord without_path(FileRecord file) {
  file.path.clear();
  return file;
}

std::vector<TreeEdit> sample_edits() {
  FileRecord skipped;
  skipped.path = "nova/api/logo.png";
  skipped.skip = SkipReason::kBinary;
  skipped.size = uint64_t{1} << 40;
  return {{0, EditKind::kGone, {}},
          {7, EditKind::kInserted, text_file("nova/api/a.py", "Python")},
          {7, EditKind::kInserted, skipped},
          {7, EditKind::kChanged, without_path(text_file("", "YAML"))},
          {300, EditKind::kGone, {}},
          {UINT32_MAX, EditKind::kInserted, text_file("z", "")}};
}

TEST(EditBlock, RoundTrips) {
  EXPECT_EQ(decode_edit_block(encode_edit_block({})).value(), std::vector<TreeEdit>());
  EXPECT_EQ(decode_edit_block(encode_edit_block(sample_edits())).value(), sample_edits());
}

TEST(EditBlock, SurvivesDamage) {
  expect_survives_damage(encode_edit_block(sample_edits()), decode_edit_block);
}

TEST(EditBlock, RefusesMoreThanABlockHolds) {
  std::vector<TreeEdit> edits;
  for (uint32_t i = 0; i <= kEditsPerBlock; ++i) edits.push_back({i, EditKind::kGone, {}});
  EXPECT_FALSE(decode_edit_block(encode_edit_block(edits)).is_ok());
  edits.pop_back();
  EXPECT_TRUE(decode_edit_block(encode_edit_block(edits)).is_ok());
}

TEST(EditBlock, RefusesTwoEditsOfOneFileAndWhatIsInsertedAfterOne) {
  const TreeEdit gone = {5, EditKind::kGone, {}};
  const TreeEdit changed = {5, EditKind::kChanged, without_path(text_file("", ""))};
  const TreeEdit inserted = {5, EditKind::kInserted, text_file("a", "")};
  const auto decodes = [](const std::vector<TreeEdit>& edits) {
    return decode_edit_block(encode_edit_block(edits)).is_ok();
  };
  EXPECT_FALSE(decodes({gone, gone}));
  EXPECT_FALSE(decodes({gone, changed}));
  EXPECT_FALSE(decodes({changed, inserted}));
  EXPECT_TRUE(decodes({inserted, inserted, gone}));
}

TEST(EditBlock, RefusesAKindThatThereIsNot) {
  std::string block;
  put_hash_kind(&block);
  put_varint(&block, 0);
  put_varint(&block, 1);
  put_varint(&block, 5 << 2 | kEditKindCount);
  EXPECT_FALSE(decode_edit_block(block).is_ok());
}

TEST(TreeComparison, GivesTheEditsInTheOrderOfTheBase) {
  const std::vector<FileRecord> base = {text_file("a", ""), text_file("b/1", ""),
                                        text_file("b/2", ""), text_file("c", "")};
  const std::vector<FileRecord> files = {text_file("a", "Python"), text_file("b/0", ""),
                                         text_file("b/2", ""), text_file("d", ""),
                                         text_file("e", "")};
  const std::vector<TreeEdit> expected = {{0, EditKind::kChanged, without_path(files[0])},
                                          {1, EditKind::kInserted, files[1]},
                                          {1, EditKind::kGone, {}},
                                          {3, EditKind::kGone, {}},
                                          {4, EditKind::kInserted, files[3]},
                                          {4, EditKind::kInserted, files[4]}};
  const std::vector<TreeEdit> edits = edits_between(base, files);
  EXPECT_EQ(edits, expected);
  EXPECT_EQ(shift_of(edits), 1);
  EXPECT_EQ(shift_of(std::span(edits).first(3)), 0);
}

}  // namespace
}  // namespace trawl
