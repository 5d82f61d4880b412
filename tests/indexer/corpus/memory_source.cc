#include "tests/indexer/corpus/memory_source.h"

#include <memory>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/corpus/classifier.h"

namespace trawl {
namespace {

using SharedFiles = std::shared_ptr<const MemoryFiles>;

class MemorySource : public Source {
 public:
  MemorySource(SharedFiles files, Revision revision, const PathPatterns* ignore)
      : files_(std::move(files)),
        revision_(std::move(revision)),
        ignore_(ignore),
        next_(files_->begin()) {}

  std::optional<SourceFile> next() override;
  double share_done() const override {
    return files_->empty() ? 1 : static_cast<double>(passed_) / static_cast<double>(files_->size());
  }
  ReadResult read(const SourceFile& file, uint64_t max_size, std::string* content) const override;
  SkipReason read_head(const SourceFile& file, uint64_t most, std::string* content) const override;
  Revision revision() const override { return revision_; }
  std::optional<std::string> fingerprint() const override;

 private:
  std::optional<std::string> excluded_directory(const std::string& path) const;

  SharedFiles files_;
  Revision revision_;
  const PathPatterns* ignore_;
  MemoryFiles::const_iterator next_;
  size_t passed_ = 0;
  std::string excluded_;  // the last excluded directory, with a '/'
};

// The outermost excluded directory above the file.
std::optional<std::string> MemorySource::excluded_directory(const std::string& path) const {
  if (ignore_ == nullptr) return std::nullopt;
  for (size_t slash = 0; (slash = path.find('/', slash)) != std::string::npos; ++slash) {
    if (ignore_->matches_entry(path.substr(0, slash), true)) return path.substr(0, slash);
  }
  return std::nullopt;
}

std::optional<SourceFile> MemorySource::next() {
  while (next_ != files_->end()) {
    const auto& [path, file] = *next_++;
    ++passed_;
    if (!excluded_.empty() && path.starts_with(excluded_)) continue;
    if (const auto directory = excluded_directory(path)) {
      excluded_ = *directory + "/";
      return SourceFile{*directory, SkipReason::kExcluded, true, 0};
    }
    if (ignore_ != nullptr && ignore_->matches_entry(path, false)) {
      return SourceFile{path, SkipReason::kExcluded, false, 0};
    }
    SourceFile listed{path, file.skip, false, file.content.size()};
    if (file.has_digest) listed.digest = DocumentDigest{git_blob_id(file.content)};
    return listed;
  }
  return std::nullopt;
}

ReadResult MemorySource::read(const SourceFile& file, uint64_t max_size,
                              std::string* content) const {
  const MemoryFile& found = files_->at(file.path);
  if (found.reads != nullptr) ++*found.reads;
  const uint64_t size = found.content.size();
  if (found.when_read != SkipReason::kNone) return {found.when_read, size};
  if (size > max_size) return {SkipReason::kTooLarge, size};
  *content = found.content;
  return {text_or_reason(found.content), size};
}

SkipReason MemorySource::read_head(const SourceFile& file, uint64_t most,
                                   std::string* content) const {
  const MemoryFile& found = files_->at(file.path);
  *content = found.content.substr(0, most);
  return found.when_read;
}

std::optional<std::string> MemorySource::fingerprint() const {
  Hasher128 hasher;
  for (const auto& [path, file] : *files_) {
    for (const std::string& part : {path, file.content}) {
      hasher.update(std::to_string(part.size()) + ":" + part);
    }
    hasher.update(std::to_string(static_cast<int>(file.skip)));
  }
  const auto bytes = hasher.finish();
  return std::string(bytes.begin(), bytes.end());
}

}  // namespace

Repository memory_repository(const std::string& name, MemoryFiles files, Revision revision) {
  Repository repository;
  repository.name = name;
  repository.location = "memory:" + name;
  repository.origin = "a test";
  repository.opener = [shared = std::make_shared<const MemoryFiles>(std::move(files)),
                       revision = std::move(revision)](
                          const PathPatterns* ignore) -> Result<std::unique_ptr<Source>> {
    return std::unique_ptr<Source>(new MemorySource(shared, revision, ignore));
  };
  return repository;
}

}  // namespace trawl
