#include "indexer/base/command_words.h"

namespace trawl {

std::string_view command_words(Term term) {
  switch (term) {
    case Term::kMemory:
      return "--memory";
    case Term::kJobs:
      return "--jobs";
    case Term::kMaxFileSize:
      return "--max-file-size";
    case Term::kSnapshotName:
      return "--snapshot";
    case Term::kRepositoryDepth:
      return "--repository-depth";
    case Term::kSnapshotChoice:
      return "--snapshot NAME or $TRAWL_SNAPSHOT";
    case Term::kOtherSnapshot:
      return "another --snapshot NAME";
    case Term::kReplace:
      return "--replace";
    case Term::kRepositoryExpression:
      return "--repo";
    case Term::kPathExpression:
      return "--path";
    case Term::kFileChoice:
      return "--repo or --path (of a build: --exclude)";
    case Term::kLinkTemplate:
      return "--link-template";
    case Term::kTeam:
      return "--team";
    case Term::kTeamFile:
      return "--governance FILE";
    case Term::kOtherIndex:
      return "another directory with --index";
    case Term::kOtherFolder:
      return "another folder with --output";
    case Term::kUnicodeMode:
      return "--unicode";
    case Term::kMultilineMode:
      return "-U";
    case Term::kBuildInto:
      return "trawl-index build --index";
    case Term::kIndexWriter:
      return "trawl-index";
    case Term::kIndexCheck:
      return "trawl-index check";
    case Term::kIndexStats:
      return "trawl-index stats";
    case Term::kFileListing:
      return "trawl files --long";
    case Term::kAddRules:
      return "trawl-index rules add FILE";
    case Term::kRulesUpdate:
      return "trawl-index rules update";
    case Term::kRulesUpdateFrom:
      return "trawl-index rules update FILE";
    case Term::kRulesRemoval:
      return "trawl-index rules remove";
  }
  return "";
}

}  // namespace trawl
