#include "indexer/corpus/directory_source.h"

#include <string_view>
#include <utility>

#include "indexer/base/file.h"
#include "indexer/corpus/classifier.h"
#include "indexer/corpus/directory_walk.h"

namespace trawl {
namespace {

// `head` is the part of a refused file that was read.
SkipReason reason_of(ReadOutcome outcome, std::string_view head) {
  switch (outcome) {
    case ReadOutcome::kRead:
      return SkipReason::kNone;
    case ReadOutcome::kRefused:
      return text_or_reason(head);
    case ReadOutcome::kTooLarge:
      return SkipReason::kTooLarge;
    case ReadOutcome::kUnreadable:
      return SkipReason::kUnreadable;
    case ReadOutcome::kVanished:
      return SkipReason::kVanished;
    case ReadOutcome::kShrunk:
      return SkipReason::kShrunk;
    case ReadOutcome::kSymlink:
      return SkipReason::kSymlink;
    case ReadOutcome::kSpecial:
      return SkipReason::kSpecial;
  }
  return SkipReason::kUnreadable;
}

static_assert(ReadLimits::kHeadBytes == kBinarySniff);
bool is_text(std::string_view head) {
  return text_or_reason(head) == SkipReason::kNone;
}

// Reading threads share nothing with the walk except the descriptor of the directory.
class DirectorySource : public Source {
 public:
  DirectorySource(DirectoryWalk walk, Revision revision)
      : walk_(std::move(walk)), revision_(std::move(revision)) {}

  std::optional<SourceFile> next() override { return walk_.next(); }
  double share_done() const override { return walk_.share_done(); }

  ReadResult read(const SourceFile& file, uint64_t max_size, std::string* content) const override {
    const SourceRead done =
        read_repository_file(walk_.directory_fd(), file.path, {max_size, is_text}, content);
    const bool is_seen =
        done.outcome == ReadOutcome::kRead || done.outcome == ReadOutcome::kRefused;
    return {reason_of(done.outcome, *content), is_seen ? done.size : file.size};
  }

  // Not for paths longer than the kernel accepts: a sample is not worth opening them piece by
  // piece.
  SkipReason read_head(const SourceFile& file, uint64_t most, std::string* content) const override {
    return reason_of(read_source_head(walk_.directory_fd(), file.path.c_str(), most, content),
                     *content);
  }

  Revision revision() const override { return revision_; }

 private:
  DirectoryWalk walk_;
  Revision revision_;
};

}  // namespace

SourceOpener directory_source(std::string directory, std::string left_out, Revision revision) {
  WalkOptions options;
  options.left_out = std::move(left_out);
  return [directory = std::move(directory), options = std::move(options),
          revision =
              std::move(revision)](const PathPatterns* ignore) -> Result<std::unique_ptr<Source>> {
    WalkOptions walk_options = options;
    walk_options.ignore = ignore;
    TRAWL_ASSIGN_OR_RETURN(DirectoryWalk walk, DirectoryWalk::open(directory, walk_options));
    return std::unique_ptr<Source>(new DirectorySource(std::move(walk), revision));
  };
}

}  // namespace trawl
