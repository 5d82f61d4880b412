// Things that errors mention and that each user of the libraries calls by its own name.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl {

// An option of a call, or what somebody can do about an error. A program writes "--memory" and
// "trawl-index check" for it, a server the name of a parameter, or nothing at all. A term that
// stands for an action is a noun, because the sentences around it need one.
enum class Term : uint8_t {
  // Options.
  kMemory,
  kJobs,
  kMaxFileSize,
  kSnapshotName,
  kRepositoryDepth,
  kSnapshotChoice,  // naming the snapshot that is read
  kOtherSnapshot,   // naming another one to build
  kReplace,         // letting a build drop what its snapshot has
  kRepositoryExpression,
  kPathExpression,
  kFileChoice,  // the options that leave files out
  kLinkTemplate,
  kTeam,
  kTeamFile,
  kOtherIndex,   // naming another index
  kOtherFolder,  // naming another folder for reports
  kUnicodeMode,
  kMultilineMode,
  // Actions and who performs them.
  kBuildInto,  // building an index, named after the term
  kIndexWriter,
  kIndexCheck,
  kIndexStats,
  kFileListing,  // listing files with their languages
  kAddRules,
  kRulesUpdate,
  kRulesUpdateFrom,  // the same, with the file that it takes
  kRulesRemoval,
};

// How a user of the libraries names terms. Thread-safe.
using Vocabulary = std::string_view (*)(Term);

// The libraries' own words, which name no flag and no program: "the memory", "a check of the
// index".
std::string_view plain_words(Term term);

}  // namespace trawl
