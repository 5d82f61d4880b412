#include "indexer/stages/dictionary_trainer.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/indexer/stages/sample_documents.h"

namespace trawl {
namespace {

std::shared_ptr<const Dictionary> trained_on(uint32_t documents) {
  DictionaryTrainer trainer;
  for (uint32_t i = 0; i < documents; ++i) trainer.add(worked_out(sample_text(i, 8000)));
  return trainer.train();
}

TEST(DictionaryTrainer, TheSameDocumentsGiveTheSameDictionary) {
  const auto first = trained_on(200);
  EXPECT_FALSE(first->bytes().empty());
  EXPECT_EQ(first->bytes(), trained_on(200)->bytes());
  EXPECT_EQ(first->id(), trained_on(200)->id());
  EXPECT_NE(first->id(), trained_on(201)->id());
}

TEST(DictionaryTrainer, TooFewSamplesGiveAnEmptyDictionary) {
  EXPECT_TRUE(DictionaryTrainer().train()->bytes().empty());
  EXPECT_TRUE(trained_on(1)->bytes().empty());
}

TEST(DictionaryTrainer, HasEnoughAtTheLimitAndTakesNoMore) {
  DictionaryTrainer trainer;
  const DocumentWork big = worked_out(sample_text(1, kTrainingBytes));
  EXPECT_FALSE(trainer.has_enough());
  trainer.add(big);
  EXPECT_TRUE(trainer.has_enough());
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
  EXPECT_EQ(document.frames, before);  // what is compressed stays as it is
}

}  // namespace
}  // namespace trawl
