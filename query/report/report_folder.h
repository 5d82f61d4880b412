// The folder that reports are written to. After a run it holds all files of that run. Files of
// earlier runs are removed unless the run was for only one team.
#pragma once

#include <string>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

struct ReportFile {
  std::string name;  // name within the folder
  std::string content;
};

// What happened to the files that an earlier run wrote and this one did not, ordered by name.
struct StaleFiles {
  std::vector<std::string> removed;
  std::vector<std::string> kept;  // changed by somebody else since
};

enum class ReportExtent {
  kAll,
  kPart,  // for one team: other teams' files stay
};

// Puts `files` into `directory`, which is created if needed. With kAll, files that earlier calls
// wrote there for the same `form` ("html") and that this call does not write are removed. With
// kPart, they stay, and are still recognized by later calls. The listing `.trawl-report-<form>` in
// the folder has the name and digest of each written file. A file that is not in it, or that was
// changed since, is never removed or replaced. If such a file has a name of `files`,
// kInvalidArgument names it, and nothing is written.
//
// All files are written before the first is moved to its place by a rename. So an error before
// that, such as a full disk, leaves the folder's files unchanged, and no file is ever incomplete.
// The files are not synced: after a power failure a report must be written again. kBusy while
// another process writes to the same folder. REQUIRES: names come from report_file_names(), so they
// contain no '/' or line break and do not start with '.'.
Result<StaleFiles> write_report_folder(const std::string& directory, const std::string& form,
                                       const std::vector<ReportFile>& files, ReportExtent extent);

}  // namespace trawl
