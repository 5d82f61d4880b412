// The listing is written twice: before the files, with both the old and the new lines, and after
// them, with only the new lines. So every file that a crash leaves in the folder is in the listing
// in its old or new form, and the next run recognizes it as a report's file.
#include "query/report/report_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <set>
#include <string_view>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/base/file.h"
#include "indexer/text/base64.h"
#include "indexer/text/list_lines.h"
#include "query/output/output.h"

namespace trawl {
namespace {

constexpr std::string_view kListingHead =
    "# What trawl report wrote into this folder: "
    "its next run of all teams removes what that does not write.\n";

// Name and digest of each written file. A name may appear twice until the files are in place.
using Listing = std::set<std::pair<std::string, std::string>>;

// A message names at most this many files that are in the way, and then gives the number of the
// others.
constexpr size_t kMaxNamesTold = 5;

std::string digest_of(std::string_view content) {
  Hasher128 hasher;
  hasher.update(content);
  const auto digest = hasher.finish();
  return base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

// Lines in another form are ignored, because they do not name a file of a report.
Result<Listing> read_listing(const std::string& path) {
  Listing listing;
  const Result<std::string> text = read_file(path);
  if (!text.is_ok()) {
    if (text.status().code() == StatusCode::kNotFound) return listing;
    return text.status();
  }
  for (const ListLine& line : list_lines(*text)) {
    const size_t tab = line.text.find('\t');
    if (tab == std::string_view::npos) continue;
    const std::string_view name = line.text.substr(tab + 1);
    if (name.empty() || name.front() == '.' || name.find('/') != std::string_view::npos) continue;
    listing.emplace(name, line.text.substr(0, tab));
  }
  return listing;
}

Status write_listing(const std::string& path, const Listing& listing) {
  std::string text(kListingHead);
  for (const auto& [name, digest] : listing) text.append(digest).append("\t" + name + "\n");
  return replace_file(path, text);
}

// The lock is held until the descriptor closes. On a file system without locks, writing goes on
// without one.
Result<FileDescriptor> lock_folder(const std::string& path) {
  FileDescriptor fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.is_open()) return errno_error("cannot open the directory", path);
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return busy("another process writes a report to " + path);
  }
  return fd;
}

Status write_new_file(const std::string& path, std::string_view content) {
  FileDescriptor fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!fd.is_open()) return errno_error("cannot create", path);
  Output output(fd.get(), path);
  TRAWL_RETURN_IF_ERROR(output.write(content).status());
  TRAWL_RETURN_IF_ERROR(output.flush());
  // Some file systems report a lack of space only here.
  if (close(fd.release()) != 0) return errno_error("cannot write", path);
  return {};
}

// Writes all files to `staging`, then moves each to its place.
Status put_files(const std::string& directory, const std::string& staging,
                 const std::vector<ReportFile>& files) {
  TRAWL_RETURN_IF_ERROR(create_directories(staging));
  for (const ReportFile& file : files) {
    TRAWL_RETURN_IF_ERROR(write_new_file(staging + "/" + file.name, file.content));
  }
  for (const ReportFile& file : files) {
    const std::string path = directory + "/" + file.name;
    if (rename((staging + "/" + file.name).c_str(), path.c_str()) != 0) {
      return errno_error("cannot replace", path);
    }
  }
  return {};
}

// What exists at the name of a report's file.
enum class Found { kNothing, kWritten, kForeign };

// kWritten if `known` has the file's name with its present content. A symlink, a directory or an
// unreadable file is foreign. If the name cannot be looked up, it cannot be written either, and
// writing gives the error.
Found find_file(const std::string& directory, const std::string& name, const Listing& known) {
  const std::string path = directory + "/" + name;
  struct stat info = {};
  if (lstat(path.c_str(), &info) != 0) return Found::kNothing;
  if (!S_ISREG(info.st_mode)) return Found::kForeign;
  const Result<std::string> content = read_file(path);
  const bool is_known = content.is_ok() && known.contains({name, digest_of(*content)});
  return is_known ? Found::kWritten : Found::kForeign;
}

// Refuses to replace a file that another program or a user wrote or changed.
Status check_free(const std::string& directory, const std::vector<ReportFile>& files,
                  const Listing& known) {
  std::string names;
  size_t count = 0;
  for (const ReportFile& file : files) {
    if (find_file(directory, file.name, known) != Found::kForeign) continue;
    if (++count > kMaxNamesTold) continue;
    names += (count == 1 ? "" : ", ") + directory + "/" + file.name;
  }
  if (count == 0) return {};
  if (count > kMaxNamesTold) names += fmt::format(" and {} more", count - kMaxNamesTold);
  names += count == 1 ? " was" : " were";
  return invalid_argument(
      names + " changed or not written by trawl report, so nothing was written; name " +
      Term::kOtherFolder + ", or move " + (count == 1 ? "it" : "them") + " away");
}

Result<StaleFiles> remove_stale(const std::string& directory, const Listing& old,
                                const std::set<std::string>& current) {
  std::set<std::string> names;
  for (const auto& [name, digest] : old) {
    if (!current.contains(name)) names.insert(name);
  }
  StaleFiles stale;
  for (const std::string& name : names) {
    const Found found = find_file(directory, name, old);
    if (found == Found::kNothing) continue;
    if (found == Found::kForeign) {
      stale.kept.push_back(name);
      continue;
    }
    const std::string path = directory + "/" + name;
    if (unlink(path.c_str()) != 0) return errno_error("cannot remove", path);
    stale.removed.push_back(name);
  }
  return stale;
}

}  // namespace

Result<StaleFiles> write_report_folder(const std::string& directory, const std::string& form,
                                       const std::vector<ReportFile>& files, ReportExtent extent) {
  TRAWL_RETURN_IF_ERROR(create_directories(directory));
  TRAWL_ASSIGN_OR_RETURN(const FileDescriptor lock, lock_folder(directory));
  const std::string listing_path = directory + "/.trawl-report-" + form;
  TRAWL_ASSIGN_OR_RETURN(const Listing old, read_listing(listing_path));
  Listing current;
  std::set<std::string> names;
  for (const ReportFile& file : files) {
    current.emplace(file.name, digest_of(file.content));
    names.insert(file.name);
  }
  Listing both = old;
  both.insert(current.begin(), current.end());
  TRAWL_RETURN_IF_ERROR(check_free(directory, files, both));
  TRAWL_RETURN_IF_ERROR(write_listing(listing_path, both));

  const std::string staging = listing_path + ".new-files";
  TRAWL_RETURN_IF_ERROR(remove_tree(staging));  // a crash may have left files there
  const Status put = put_files(directory, staging, files);
  TRAWL_RETURN_IF_ERROR(remove_tree(staging));
  TRAWL_RETURN_IF_ERROR(put);
  StaleFiles stale;
  if (extent == ReportExtent::kAll) {
    TRAWL_ASSIGN_OR_RETURN(stale, remove_stale(directory, old, names));
  }
  for (const auto& entry : old) {
    const bool stays = extent == ReportExtent::kPart
                           ? !names.contains(entry.first)
                           : std::count(stale.kept.begin(), stale.kept.end(), entry.first) > 0;
    if (stays) current.insert(entry);  // so that the next run still recognizes it
  }
  TRAWL_RETURN_IF_ERROR(write_listing(listing_path, current));
  return stale;
}

}  // namespace trawl
