// The folder that reports are written to. It holds the files of the last run, whole, and none of an
// earlier run's, unless the last was about a part of what these are about.
#pragma once

#include <string>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

struct ReportFile {
  std::string name;  // in the folder
  std::string content;
};

// What became of the files that an earlier run wrote and this one did not, in the order of names.
struct StaleFiles {
  std::vector<std::string> removed;
  std::vector<std::string> kept;  // changed since by somebody else
};

enum class ReportExtent {
  kAll,
  kPart,  // of one team: the files of others stay
};

// Puts `files` into `directory`, which is created. When they are all, those that earlier calls for
// the same `form` ("html") wrote there and this one does not are removed; when they are a part,
// these stay, and stay known. What was written is known from a listing in the folder,
// `.trawl-report-<form>`, by name and digest: a file that was never written here, or was changed
// since, is never removed, nor replaced: kInvalidArgument names it when it has a name of `files`,
// and then nothing is written.
//
// All files are written before the first is put in its place, each by a rename: an error before
// that, such as a full disk, leaves the folder's files as they were, and no file is ever half a
// one. They are not synced: after a power failure a report is to be written again. kBusy while
// another process writes to the same folder. REQUIRES: names are those of report_file_names(),
// which hold no '/' nor line break and do not begin with '.'.
Result<StaleFiles> write_report_folder(const std::string& directory, const std::string& form,
                                       const std::vector<ReportFile>& files, ReportExtent extent);

}  // namespace trawl
