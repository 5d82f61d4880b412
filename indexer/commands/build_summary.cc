#include "indexer/commands/build_summary.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "indexer/cli/console.h"
#include "indexer/peak_memory.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

// How many generations a line names.
constexpr size_t kNamedGenerations = 5;

// What the index holds besides what its generation names.
std::string describe_left(const LeftFiles& left) {
  std::string text;
  if (left.pinned_bytes != 0) {
    std::vector<std::string> numbers;
    for (const uint64_t generation : left.pinned) numbers.push_back(std::to_string(generation));
    text += fmt::format(
        "{:<13}{} for readers of {} {}: the first build after they end deletes it\n", "kept",
        format_size(left.pinned_bytes), plural("generation", left.pinned.size()),
        first_names(numbers, kNamedGenerations));
  }
  if (!left.undeleted_because.is_ok()) {
    const std::string size =
        left.undeleted_bytes == 0 ? "" : format_size(left.undeleted_bytes) + " of ";
    text += fmt::format("{:<13}{}files that nothing needs any more; a later build does it: {}\n",
                        "not deleted", size, message_of(left.undeleted_because));
  }
  return text;
}

}  // namespace

std::string describe_summary(const BuildSummary& summary, const std::string& index_directory,
                             const std::string& snapshot) {
  const BuildCounts& counts = summary.counts;
  const double seconds = std::max(0.001, static_cast<double>(summary.milliseconds) / 1000);
  const double share = summary.index_text_bytes == 0
                           ? 0
                           : static_cast<double>(summary.index_bytes) /
                                 static_cast<double>(summary.index_text_bytes);
  std::string text;
  const auto line = [&text](const char* name, const std::string& value) {
    text += fmt::format("{:<13}{}\n", name, value);
  };
  line("snapshot",
       fmt::format("{} (generation {}) in {}", snapshot, summary.generation, index_directory));
  line("repositories", std::to_string(counts.repositories));
  line("files", fmt::format("{}, of them {} text", counts.files, counts.text_files));
  line("text", fmt::format("{} ({})", count_text(counts.text_bytes, "byte"),
                           format_size(counts.text_bytes)));
  line("documents",
       fmt::format("{} distinct, {} new ({}) in {}", counts.documents, counts.new_documents,
                   format_size(counts.new_bytes), count_text(summary.new_segments, "new segment")));
  if (summary.merged.segments != 0) {
    line("merged",
         fmt::format("{} into {} (generation {})", count_text(summary.merged.segments, "segment"),
                     summary.merged.into, summary.merged.generation));
  }
  std::string skipped;
  for (size_t i = 1; i < counts.skipped.size(); ++i) {
    if (counts.skipped[i] == 0) continue;
    const auto reason = static_cast<SkipReason>(i);
    skipped += fmt::format("{}{} {}", skipped.empty() ? "" : ", ", counts.skipped[i],
                           skip_reason_name(reason));
    // The limit's default follows from --memory, so the command line does not show it.
    if (reason == SkipReason::kTooLarge) {
      skipped += fmt::format(" (above {})", format_size(summary.max_file_size));
    }
  }
  line("skipped", skipped.empty() ? "none" : skipped + " (trawl files --skipped lists them)");
  line("index", fmt::format("{} ({}), {:.3f} of the text", count_text(summary.index_bytes, "byte"),
                            format_size(summary.index_bytes), share));
  text += describe_left(summary.left);
  line("time", fmt::format("{:.2f} s, {:.0f} MB of text a second", seconds,
                           static_cast<double>(counts.text_bytes) / 1e6 / seconds));
  line("peak memory", format_size(peak_memory()));
  return text;
}

}  // namespace trawl
