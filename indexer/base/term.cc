#include "indexer/base/term.h"

namespace trawl {

std::string_view plain_words(Term term) {
  switch (term) {
    case Term::kMemory:
      return "the memory";
    case Term::kJobs:
      return "the number of threads";
    case Term::kMaxFileSize:
      return "the maximal file size";
    case Term::kSnapshotName:
      return "the snapshot's name";
    case Term::kRepositoryDepth:
      return "the repository depth";
    case Term::kSnapshotChoice:
      return "its name";
    case Term::kOtherSnapshot:
      return "another snapshot's name";
    case Term::kReplace:
      return "the option to replace a snapshot";
    case Term::kRepositoryExpression:
      return "the repository expression";
    case Term::kPathExpression:
      return "the path expression";
    case Term::kFileChoice:
      return "a choice of files";
    case Term::kLinkTemplate:
      return "the link template";
    case Term::kTeam:
      return "the team";
    case Term::kTeamFile:
      return "a file of teams";
    case Term::kOtherIndex:
      return "another directory";
    case Term::kOtherFolder:
      return "another folder";
    case Term::kUnicodeMode:
      return "the Unicode mode";
    case Term::kMultilineMode:
      return "the mode for several lines";
    case Term::kBuildInto:
      return "a build into";
    case Term::kIndexWriter:
      return "writer";
    case Term::kIndexCheck:
      return "a check of the index";
    case Term::kIndexStats:
      return "the summary of the index";
    case Term::kFileListing:
      return "a listing of files with their languages";
    case Term::kAddRules:
      return "add a file of rules";
    case Term::kRulesUpdate:
    case Term::kRulesUpdateFrom:
      return "an update of the rules";
    case Term::kRulesRemoval:
      return "a removal of rules";
  }
  return "";
}

}  // namespace trawl
