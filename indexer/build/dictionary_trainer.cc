#include "indexer/build/dictionary_trainer.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/corpus/classifier.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

// Measured on the 2024.2 release, content as a share of the text: with a dictionary trained on the
// first 8 MiB 0.2299 (112 KiB) and 0.2272 (256 KiB); with samples from all over the corpus 0.2260
// and 0.2221, and 0.2201 with 512 KiB. A frame takes as long to unpack with each, but a search
// begins with a copy for each thread, which takes 0.5 ms longer with 512 KiB than with 256.
constexpr size_t kDictionarySize = 256 << 10;
// The samples must be this many times the dictionary's size, so small corpora get a small one.
constexpr size_t kSamplesPerDictionary = 8;
// A sample is like what will be compressed, because zstd takes its statistics from their frames.
constexpr size_t kSampleSize = kChunkSize;
// In a large corpus, between half of kMaxFiles and all of them are sampled: this much of each, or
// less to stay within kSampleBytes. With fewer files, more of each is read. Measured with a
// dictionary of 256 KiB: pieces from anywhere in these files, or twice as many of 4 KiB, are no
// better; pieces at even distances in all of the text are worse (0.2280), because then most are
// from large data files.
constexpr uint64_t kHeadBytes = kChunkSize;
constexpr uint64_t kSampleBytes = 16 << 20;
constexpr size_t kMaxFiles = 4096;
// The repositories and entries that are walked to choose the files. Measured: 16 repositories
// 0.2261, 32 0.2247, 64 0.2226, and all 174 0.2218.
constexpr size_t kMaxRepositories = 64;
constexpr size_t kMaxWalked = 1 << 16;

struct SampledFile {
  std::shared_ptr<const Source> source;
  SourceFile file;
};

// Keeps files at even distances from all that are offered, however many come.
class EvenFiles {
 public:
  void offer(const std::shared_ptr<const Source>& source, SourceFile file) {
    if (offered_++ % distance_ != 0) return;
    files_.push_back({source, std::move(file)});
    if (files_.size() == kMaxFiles) thin_out();
  }
  const std::vector<SampledFile>& files() const { return files_; }

 private:
  void thin_out() {
    for (size_t i = 1; i < files_.size() / 2; ++i) files_[i] = std::move(files_[2 * i]);
    files_.resize(files_.size() / 2);
    distance_ *= 2;
  }

  std::vector<SampledFile> files_;
  size_t offered_ = 0;
  size_t distance_ = 1;
};

// Offers the files among a repository's first `most` entries; returns the number of entries walked.
size_t offer_files(const Repository& repository, const PathPatterns& ignore, uint64_t max_file_size,
                   size_t most, EvenFiles* files) {
  Result<std::unique_ptr<Source>> opened = repository.open(&ignore);
  if (!opened.is_ok()) return 0;
  const std::shared_ptr<Source> source = std::move(opened).value();
  size_t walked = 0;
  for (; walked < most; ++walked) {
    std::optional<SourceFile> file = source->next();
    if (!file) break;
    const bool is_indexed = file->skip == SkipReason::kNone && file->size <= max_file_size;
    if (is_indexed && file->size != 0) files->offer(source, *std::move(file));
  }
  return walked;
}

EvenFiles choose_files(const std::vector<Repository>& repositories, const PathPatterns& ignore,
                       uint64_t max_file_size) {
  std::vector<const Repository*> readable;
  for (const Repository& repository : repositories) {
    if (repository.unreadable.empty() && !repository.is_outside) readable.push_back(&repository);
  }
  EvenFiles files;
  const size_t count = std::min(readable.size(), kMaxRepositories);
  size_t to_walk = kMaxWalked;
  for (size_t i = 0; i < count; ++i) {
    const Repository& repository = *readable[i * readable.size() / count];
    // What a small repository leaves of its share goes to those after it.
    const size_t share = to_walk / (count - i);
    to_walk -= offer_files(repository, ignore, max_file_size, share, &files);
  }
  return files;
}

}  // namespace

DictionarySamples sample_corpus(const std::vector<Repository>& repositories,
                                const PathPatterns& ignore, uint64_t max_file_size) {
  const EvenFiles chosen = choose_files(repositories, ignore, max_file_size);
  DictionarySamples samples;
  if (chosen.files().empty()) return samples;
  const uint64_t share = kSampleBytes / chosen.files().size();
  const uint64_t most = chosen.files().size() < kMaxFiles / 2 ? share : std::min(share, kHeadBytes);
  std::string head;
  for (const auto& [source, file] : chosen.files()) {
    if (source->read_head(file, most, &head) != SkipReason::kNone) continue;
    if (text_or_reason(head) != SkipReason::kNone) continue;
    samples.text += head;
    for (size_t begin = 0; begin < head.size(); begin += kSampleSize) {
      samples.sizes.push_back(std::min(kSampleSize, head.size() - begin));
    }
  }
  return samples;
}

std::shared_ptr<const Dictionary> train_dictionary(const DictionarySamples& samples) {
  const size_t size = std::min(kDictionarySize, samples.text.size() / kSamplesPerDictionary);
  return std::make_shared<const Dictionary>(train_dictionary(samples.text, samples.sizes, size));
}

}  // namespace trawl
