#include "indexer/build_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <thread>

#include "indexer/text/control_characters.h"

namespace trawl {
namespace {

// The share of the memory for threads; each has a set of grams, a compressor and scratch space.
constexpr uint64_t kThreadsShare = 3;
constexpr uint64_t kThreadBytes = 3 << 20;

Status wrong(Term option, const Phrase& why) {
  return invalid_argument(option + why).with_context(unsaid(in_option(option)));
}

// A snapshot's name is printed, typed and passed to other programs.
Status check_snapshot_name(const std::string& name) {
  constexpr size_t kMaxBytes = 255;
  constexpr size_t kMaxShownBytes = 60;  // of a name that is far too long
  if (name.empty()) return wrong(Term::kSnapshotName, " must not be empty");
  if (name.size() <= kMaxBytes && name.find('\t') == std::string::npos &&
      escape_control(name) == name) {
    return {};
  }
  return wrong(Term::kSnapshotName,
               fmt::format(" '{}': a name is at most {} bytes of UTF-8 without control characters",
                           escape_control(name.substr(0, kMaxShownBytes)) +
                               (name.size() > kMaxShownBytes ? "..." : ""),
                           kMaxBytes));
}

}  // namespace

Status check_memory(uint64_t memory) {
  if (memory >= kLeastMemory) return {};
  return wrong(Term::kMemory, " must be at least " + std::to_string(kLeastMemory >> 20) + "M");
}

Status check_options(const BuildOptions& options) {
  TRAWL_RETURN_IF_ERROR(check_memory(options.memory));
  // A whole file is in memory while it is processed.
  if (options.max_file_size > options.memory / 4) {
    return wrong(Term::kMaxFileSize,
                 " must be at most a quarter of " + Term::kMemory + ": raise " + Term::kMemory);
  }
  if (options.max_file_size > kLargestFile) {
    return wrong(Term::kMaxFileSize, " must be below 4G: offsets in a file have 32 bits");
  }
  return check_snapshot_name(options.snapshot);
}

Result<uint32_t> thread_count(const BuildOptions& options) {
  const uint64_t most = options.memory / kThreadsShare / kThreadBytes;
  if (options.jobs > most) {
    return wrong(Term::kJobs, " must be at most " + std::to_string(most) + " with " +
                                  Term::kMemory + " " + std::to_string(options.memory >> 20) +
                                  "M, since each thread takes some: raise " + Term::kMemory);
  }
  if (options.jobs != 0) return options.jobs;
  const uint64_t machine = std::max(1u, std::thread::hardware_concurrency());
  return static_cast<uint32_t>(std::min(machine, most));
}

}  // namespace trawl
