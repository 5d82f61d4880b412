#include "indexer/build/numberer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "indexer/base/digest.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

SourceItem item_of(const std::string& path, const std::string& content) {
  SourceItem item;
  item.record.path = path;
  item.record.size = content.size();
  item.record.digest = DocumentDigest{git_blob_id(content)};
  return item;
}

// As the stage before leaves a file that it has read.
SourceItem read_item(const std::string& path, const std::string& content) {
  SourceItem item = item_of(path, content);
  item.content = content;
  item.facts = facts_of(content);
  item.traits = traits_of(item.facts);
  classify(*item.traits, &item.record);
  return item;
}

class NumbererTest : public testing::Test {
 protected:
  // Numbers the items as the files of one repository.
  template <class... Items>
  Status number(Items... items) {
    std::vector<Repository> repositories(1);
    repositories[0].name = "repo";
    IndexWriter writer = IndexWriter::open(directory_ / "index").value();
    const LiveIndex live = LiveIndex::open(writer, "default", {}).value();
    LiveDocuments documents(&live);
    Numberer numberer = Numberer::create(&repositories, &live, &documents,
                                         writer.pending_directory(), 1 << 20, false)
                            .value();
    SourceBatch batch;
    (batch.items.push_back(std::move(items)), ...);
    TRAWL_RETURN_IF_ERROR(numberer.number(&batch));
    works_ = std::move(batch.works);
    SourceBatch end;
    end.items.emplace_back().end = std::make_unique<RepositoryEnd>();
    TRAWL_RETURN_IF_ERROR(numberer.number(&end));
    files_ = numberer.take();
    return {};
  }

  TemporaryDirectory directory_;
  std::vector<DocumentWork> works_;
  std::optional<NumberedFiles> files_;
};

// As git does, which knows what a file holds without reading it.
TEST_F(NumbererTest, AFileThatWasNotReadIsClassifiedByWhatThisBuildKnows) {
  const std::string content = "#!/bin/sh\n# DO NOT EDIT\n";
  ASSERT_TRUE(number(read_item("a", content), item_of("b", content)).is_ok());
  const TreeId tree = files_->entries.at(0).tree;
  EXPECT_EQ(works_.size(), 1U);
  ASSERT_NE(works_.at(0).notes, nullptr);
  EXPECT_EQ(works_.at(0).notes->facts, facts_of(content));
  EXPECT_EQ(files_->counts.text_files, 2U);
  EXPECT_EQ(files_->counts.examined, 1U);
  ASSERT_TRUE(number(read_item("a", content), read_item("b", content)).is_ok());
  EXPECT_EQ(files_->entries.at(0).tree, tree);
}

TEST_F(NumbererTest, AFileThatNobodyHasReadIsAnError) {
  const Status status = number(item_of("a", "text\n"));
  EXPECT_EQ(status.code(), StatusCode::kInternal);
}

}  // namespace
}  // namespace trawl
