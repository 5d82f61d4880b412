#include "indexer/commands/progress_line.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/text/quantities.h"

namespace trawl {
namespace {

constexpr std::chrono::milliseconds kTerminalInterval(250);
constexpr std::chrono::seconds kLogInterval(10);
// Before this time has passed, an estimate of the rest is noise.
constexpr double kLeastSecondsForEstimate = 1.0;

double megabytes(uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

// The share of the work that is done: by bytes if the snapshot was built before, else by
// repositories and how far the present one has been walked.
double done_share(const BuildProgress& progress) {
  if (progress.previous_text_bytes != 0) {
    return std::min(1.0, static_cast<double>(progress.counts.text_bytes) /
                             static_cast<double>(progress.previous_text_bytes));
  }
  if (progress.repositories_in_all == 0) return 0;
  const double done = static_cast<double>(progress.counts.repositories) + progress.repository_share;
  return std::min(1.0, done / static_cast<double>(progress.repositories_in_all));
}

}  // namespace

ProgressLine::ProgressLine(bool terminal)
    : terminal_(terminal), begin_(std::chrono::steady_clock::now()), last_(begin_) {}

std::string ProgressLine::update(const BuildProgress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < (terminal_ ? kTerminalInterval : std::chrono::milliseconds(kLogInterval)))
    return {};
  last_ = now;
  drawn_ = true;
  const std::string text = describe(progress, std::chrono::duration<double>(now - begin_).count());
  return terminal_ ? "\r\x1b[K" + text : text + "\n";
}

std::string ProgressLine::describe(const BuildProgress& progress, double seconds) const {
  if (progress.merging.segments != 0) {
    return fmt::format("merging {} into {}, {:.0f} %",
                       count_text(progress.merging.segments, "segment"), progress.merging.into,
                       100 * progress.merged_share);
  }
  const BuildCounts& counts = progress.counts;
  std::string text = fmt::format("{} of {}, {}, {}, {:.0f} MB/s", counts.repositories,
                                 count_text(progress.repositories_in_all, "repository"),
                                 count_text(counts.files, "file"), format_size(counts.text_bytes),
                                 megabytes(counts.text_bytes) / seconds);
  const double share = done_share(progress);
  if (share > 0 && seconds >= kLeastSecondsForEstimate) {
    text += fmt::format(", {:.0f} s left", seconds * (1 - share) / share);
  }
  return text;
}

std::string ProgressLine::finish() const {
  return terminal_ && drawn_ ? "\r\x1b[K" : "";
}

}  // namespace trawl
