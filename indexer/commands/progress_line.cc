#include "indexer/commands/progress_line.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/peak_memory.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

constexpr std::chrono::milliseconds kTerminalInterval(250);
constexpr std::chrono::seconds kLogInterval(10);
// Before this much time an estimate of what is left is noise.
constexpr double kLeastSecondsForEstimate = 1.0;

double megabytes(uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

// The share of the work that is done: by bytes where the snapshot was built before, else by
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
    return fmt::format("merging {} segments into {}, {:.0f} %", progress.merging.segments,
                       progress.merging.into, 100 * progress.merged_share);
  }
  const BuildCounts& counts = progress.counts;
  std::string text =
      fmt::format("{} of {} repositories, {} files, {}, {:.0f} MB/s", counts.repositories,
                  progress.repositories_in_all, counts.files, format_size(counts.text_bytes),
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

std::string describe_summary(const BuildSummary& summary, const std::string& index_directory,
                             const std::string& snapshot) {
  const BuildCounts& counts = summary.counts;
  const double seconds = std::max(0.001, static_cast<double>(summary.milliseconds) / 1000);
  const double share = counts.text_bytes == 0 ? 0
                                              : static_cast<double>(summary.index_bytes) /
                                                    static_cast<double>(counts.text_bytes);
  std::string text;
  const auto line = [&text](const char* name, const std::string& value) {
    text += fmt::format("{:<13}{}\n", name, value);
  };
  line("snapshot",
       fmt::format("{} (generation {}) in {}", snapshot, summary.generation, index_directory));
  line("repositories", std::to_string(counts.repositories));
  line("files", fmt::format("{}, of them {} text", counts.files, counts.text_files));
  line("text", fmt::format("{} bytes ({})", counts.text_bytes, format_size(counts.text_bytes)));
  line("documents",
       fmt::format("{} distinct, {} new ({}) in {}", counts.documents, counts.new_documents,
                   format_size(counts.new_bytes), count_text(summary.new_segments, "new segment")));
  if (summary.merged.segments != 0) {
    line("merged", fmt::format("{} segments into {} (generation {})", summary.merged.segments,
                               summary.merged.into, summary.merged.generation));
  }
  std::string skipped;
  for (size_t i = 1; i < counts.skipped.size(); ++i) {
    if (counts.skipped[i] == 0) continue;
    const auto reason = static_cast<SkipReason>(i);
    skipped += fmt::format("{}{} {}", skipped.empty() ? "" : ", ", counts.skipped[i],
                           skip_reason_name(reason));
    // The default of the limit follows from --memory, so it is not plain from the command.
    if (reason == SkipReason::kTooLarge) {
      skipped += fmt::format(" (above {})", format_size(summary.max_file_size));
    }
  }
  line("skipped", skipped.empty() ? "none" : skipped + " (trawl files --skipped lists them)");
  line("index", fmt::format("{} bytes ({}), {:.3f} of the text", summary.index_bytes,
                            format_size(summary.index_bytes), share));
  line("time", fmt::format("{:.2f} s, {:.0f} MB of text a second", seconds,
                           megabytes(counts.text_bytes) / seconds));
  line("peak memory", format_size(peak_memory()));
  return text;
}

}  // namespace trawl
