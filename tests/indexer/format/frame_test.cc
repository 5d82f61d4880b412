// Frames and dictionaries: round trips with and without a dictionary, sharing, damaged frames.
#include "indexer/format/frame.h"

#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "indexer/base/digest.h"

namespace trawl {
namespace {

// Text that looks a little like source code: words of a small vocabulary.
std::string source_text(uint32_t seed, size_t size) {
  static constexpr const char* kWords[] = {"import ", "return ", "self.", "def ", "(value)\n",
                                           "    ",    "config",  "None",  " = ",  "\n"};
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) {
    text += kWords[random() % std::size(kWords)];
    if (random() % 8 == 0) text += std::to_string(random());
  }
  text.resize(size);
  return text;
}

std::string trained_dictionary() {
  const std::string text = source_text(1, 1 << 20);
  return train_dictionary(text, std::vector<size_t>(text.size() / 4096, 4096), 16 << 10);
}

std::string compressed(const Dictionary& dictionary, std::string_view content) {
  std::string frame;
  EXPECT_TRUE(FrameCompressor(&dictionary).compress(content, &frame).is_ok());
  return frame;
}

TEST(Frame, RoundTripsWithAndWithoutDictionary) {
  for (const std::string& bytes : {std::string(), trained_dictionary(), std::string("raw bytes")}) {
    const Dictionary dictionary(bytes);
    FrameCompressor compressor(&dictionary);
    FrameDecompressor decompressor(&dictionary);
    std::string_view content = "reused";
    for (const size_t size : {0, 1, 100, 8192, 8193, 300'000, 100}) {
      const std::string text = source_text(2, size);
      std::string frame = "before";
      ASSERT_TRUE(compressor.compress(text, &frame).is_ok());
      ASSERT_EQ(frame.substr(0, 6), "before");
      const auto status =
          decompressor.decompress(std::string_view(frame).substr(6), size, &content);
      ASSERT_TRUE(status.is_ok()) << status.message();
      EXPECT_EQ(content, text);
    }
  }
}

TEST(Frame, HeaderHasContentSizeAndNeitherMagicNorChecksumNorDictionaryId) {
  const Dictionary dictionary(trained_dictionary());
  ASSERT_FALSE(dictionary.bytes().empty());
  const std::string frame = compressed(dictionary, source_text(3, 5000));
  // RFC 8878, after the magic number: the descriptor has the size field in bits 6-7, single segment
  // in bit 5, checksum in bit 2, and dictionary id in bits 0-1. A content size of two bytes is
  // stored minus 256.
  const auto descriptor = static_cast<uint8_t>(frame[0]);
  EXPECT_EQ(descriptor, 0x60);
  EXPECT_EQ(static_cast<uint8_t>(frame[1]) + 256 * static_cast<uint8_t>(frame[2]), 5000 - 256);
}

TEST(Frame, RefusesMoreThanAllowed) {
  const Dictionary dictionary{std::string()};
  const std::string frame = compressed(dictionary, source_text(4, 1000));
  std::string_view content;
  FrameDecompressor decompressor(&dictionary);
  EXPECT_EQ(decompressor.decompress(frame, 999, &content).code(), StatusCode::kCorruption);
  EXPECT_TRUE(decompressor.decompress(frame, 1000, &content).is_ok());
}

TEST(Frame, EveryTruncationIsAnErrorAndFlipsNeverCrash) {
  const Dictionary dictionary(trained_dictionary());
  const std::string frame = compressed(dictionary, source_text(5, 3000));
  FrameDecompressor decompressor(&dictionary);
  std::string_view content;
  for (size_t length = 0; length < frame.size(); ++length) {
    const std::vector<char> cut(frame.begin(), frame.begin() + static_cast<ptrdiff_t>(length));
    EXPECT_EQ(decompressor.decompress({cut.data(), cut.size()}, 1 << 20, &content).code(),
              StatusCode::kCorruption);
  }
  for (size_t i = 0; i < frame.size(); ++i) {
    std::string flipped = frame;
    flipped[i] = static_cast<char>(~flipped[i]);
    const Status status = decompressor.decompress(flipped, 1 << 20, &content);
    if (!status.is_ok()) {
      EXPECT_EQ(status.code(), StatusCode::kCorruption);
    }
  }
  ASSERT_TRUE(decompressor.decompress(frame, 1 << 20, &content).is_ok());
  EXPECT_EQ(content, source_text(5, 3000));
}

TEST(Frame, AnotherDictionaryNeverCrashes) {
  const Dictionary dictionary(trained_dictionary());
  const Dictionary none{std::string()};
  std::string_view content;
  const std::string frame = compressed(dictionary, source_text(6, 4000));
  FrameDecompressor decompressor(&none);
  const Status status = decompressor.decompress(frame, 1 << 20, &content);
  if (status.is_ok()) {
    EXPECT_NE(content, source_text(6, 4000));
  }
}

TEST(Dictionary, MalformedTrainedOneIsCorruption) {
  // The magic number of a trained dictionary, followed by garbage.
  const Dictionary broken(std::string("\x37\xa4\x30\xec garbage garbage", 20));
  const Dictionary none{std::string()};
  std::string_view content;
  const std::string frame = compressed(none, "text");
  EXPECT_EQ(FrameDecompressor(&broken).decompress(frame, 100, &content).code(),
            StatusCode::kCorruption);
  std::string out;
  EXPECT_FALSE(FrameCompressor(&broken).compress("text", &out).is_ok());
}

TEST(Dictionary, IdIsTheHashOfItsBytesUnlessGiven) {
  Hasher128 hasher;
  hasher.update("some bytes");
  const DictionaryId id{hasher.finish()};
  EXPECT_EQ(Dictionary("some bytes").id(), id);
  EXPECT_EQ(Dictionary("other bytes", id).id(), id);
}

TEST(Dictionary, TrainingIsDeterministicAndHelps) {
  const std::string bytes = trained_dictionary();
  ASSERT_FALSE(bytes.empty());
  EXPECT_LE(bytes.size(), size_t{16 << 10});
  EXPECT_EQ(bytes, trained_dictionary());
  const std::string text = source_text(7, 2000);
  EXPECT_LT(compressed(Dictionary(bytes), text).size(),
            compressed(Dictionary(std::string()), text).size());
}

TEST(Dictionary, TooFewSamplesGiveAnEmptyOne) {
  EXPECT_EQ(train_dictionary("", {}, 16 << 10), "");
  EXPECT_EQ(train_dictionary("one", {3}, 16 << 10), "");
  EXPECT_EQ(train_dictionary("", {0, 0, 0}, 16 << 10), "");
  EXPECT_EQ(train_dictionary("onetwo", {3, 3}, 0), "");
}

TEST(Dictionary, IsSharedBetweenThreads) {
  const Dictionary dictionary(trained_dictionary());
  std::vector<std::thread> threads;
  for (uint32_t seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&dictionary, seed] {
      FrameDecompressor decompressor(&dictionary);
      const std::string text = source_text(seed, 9000);
      std::string_view content;
      for (int round = 0; round < 20; ++round) {
        const std::string frame = compressed(dictionary, text);
        ASSERT_TRUE(decompressor.decompress(frame, text.size(), &content).is_ok());
        ASSERT_EQ(content, text);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace trawl
