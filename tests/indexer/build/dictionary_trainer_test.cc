#include "indexer/build/dictionary_trainer.h"

#include <gtest/gtest.h>

#include "indexer/corpus/corpus.h"
#include "indexer/corpus/directory_source.h"
#include "indexer/document/document_frames.h"
#include "tests/indexer/corpus/source_tree.h"
#include "tests/indexer/document/sample_documents.h"

namespace trawl {
namespace {

constexpr uint64_t kMaxFileSize = 1 << 20;

DictionarySamples samples_of(const SourceTree& tree,
                             const std::vector<std::string>& excluded = {}) {
  const auto repositories = repositories_of_roots({tree.path()}, 1);
  const auto ignore = PathPatterns::parse(excluded);
  EXPECT_TRUE(repositories.is_ok() && ignore.is_ok());
  return sample_corpus(*repositories, *ignore, kMaxFileSize);
}

TEST(SampleCorpus, TakesTextThatABuildWouldIndex) {
  SourceTree tree;
  tree.add("a/one", "first\n");
  tree.add("a/two", std::string("bin\0ary", 7));
  tree.add("a/three", "");
  tree.add("a/too_large", std::string(kMaxFileSize + 1, 'x'));
  tree.add_symlink("one", "a/symlink");
  tree.add("b/excluded", "excluded\n");
  tree.add("b/two", "second\n");
  tree.add("outside", "outside\n");
  const DictionarySamples samples = samples_of(tree, {"excluded"});
  EXPECT_EQ(samples.text, "first\nsecond\n");
  EXPECT_EQ(samples.sizes, (std::vector<size_t>{6, 7}));
}

TEST(SampleCorpus, TakesMoreOfFewFiles) {
  SourceTree tree;
  const std::string text = sample_text(1, 100'000);
  tree.add("a/one", text);
  const DictionarySamples samples = samples_of(tree);
  EXPECT_EQ(samples.text, text);
  EXPECT_EQ(samples.sizes.size(), text.size() / 8192 + 1);
  EXPECT_EQ(samples.sizes.front(), 8192u);
}

TEST(SampleCorpus, TakesFilesAtEvenDistancesOfMany) {
  SourceTree tree;
  for (int i = 10000; i < 15000; ++i) tree.add("a/" + std::to_string(i), std::to_string(i));
  const DictionarySamples samples = samples_of(tree);
  ASSERT_EQ(samples.sizes.size(), 2500u);
  EXPECT_EQ(samples.text.substr(0, 15), "100001000210004");
}

TEST(SampleCorpus, LeavesOutWhatCannotBeRead) {
  SourceTree tree;
  tree.add("a/one", "first\n");
  auto repositories = repositories_of_roots({tree.path()}, 1);
  ASSERT_TRUE(repositories.is_ok());
  Repository unreadable, missing;
  unreadable.unreadable = "why";
  missing.opener = directory_source(tree.path("missing"));
  repositories->push_back(unreadable);
  repositories->push_back(missing);
  EXPECT_EQ(sample_corpus(*repositories, {}, kMaxFileSize).text, "first\n");
  EXPECT_EQ(sample_corpus({}, {}, kMaxFileSize).text, "");
}

std::shared_ptr<const Dictionary> trained_on(uint32_t samples) {
  DictionarySamples all;
  for (uint32_t i = 0; i < samples; ++i) {
    const std::string text = sample_text(i, 8000);
    all.text += text;
    all.sizes.push_back(text.size());
  }
  return train_dictionary(all);
}

TEST(TrainDictionary, TheSameSamplesGiveTheSameDictionary) {
  const auto first = trained_on(200);
  EXPECT_FALSE(first->bytes().empty());
  EXPECT_EQ(first->bytes(), trained_on(200)->bytes());
  EXPECT_EQ(first->id(), trained_on(200)->id());
  EXPECT_NE(first->id(), trained_on(201)->id());
}

TEST(TrainDictionary, FewSamplesGiveASmallDictionaryOrAnEmptyOne) {
  EXPECT_LE(trained_on(200)->bytes().size(), 201u * 8000 / 8);
  EXPECT_TRUE(trained_on(0)->bytes().empty());
  EXPECT_TRUE(trained_on(1)->bytes().empty());
}

TEST(CompressFrames, EachFrameGivesItsPieceBack) {
  const auto dictionary = trained_on(200);
  const std::string text = sample_text(3, 100000);
  DocumentWork document = worked_out(text);
  FrameCompressor compressor(dictionary.get());
  ASSERT_TRUE(compress_frames(&compressor, &document).is_ok());
  EXPECT_TRUE(document.compressed);
  EXPECT_LT(document.frames.size(), text.size());
  FrameDecompressor decompressor(dictionary.get());
  std::string all;
  std::string_view piece;
  size_t offset = 0;
  for (const uint32_t size : document.frame_sizes) {
    ASSERT_TRUE(
        decompressor.decompress(document.frames.substr(offset, size), text.size(), &piece).is_ok());
    all += piece;
    offset += size;
  }
  EXPECT_EQ(all, text);
  const std::string before = document.frames;
  ASSERT_TRUE(compress_frames(&compressor, &document).is_ok());
  EXPECT_EQ(document.frames, before);  // compressed frames are not compressed again
}

}  // namespace
}  // namespace trawl
