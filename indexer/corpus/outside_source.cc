#include "indexer/corpus/outside_source.h"

#include <utility>

namespace trawl {
namespace {

using Entries = std::shared_ptr<const std::vector<SourceFile>>;

class OutsideSource : public Source {
 public:
  explicit OutsideSource(Entries entries) : entries_(std::move(entries)) {}

  std::optional<SourceFile> next() override {
    if (next_ == entries_->size()) return std::nullopt;
    return (*entries_)[next_++];
  }
  // These entries are not part of any repository.
  double share_done() const override { return 0; }
  ReadResult read(const SourceFile& file, uint64_t, std::string*) const override {
    return {file.skip, file.size};
  }
  SkipReason read_head(const SourceFile& file, uint64_t, std::string*) const override {
    return file.skip;
  }

 private:
  Entries entries_;
  size_t next_ = 0;
};

}  // namespace

SourceOpener outside_source(std::vector<SourceFile> entries) {
  return [shared = std::make_shared<const std::vector<SourceFile>>(std::move(entries))](
             const PathPatterns*) -> Result<std::unique_ptr<Source>> {
    return std::unique_ptr<Source>(new OutsideSource(shared));
  };
}

}  // namespace trawl
