// The listing is written before the files, with the old lines and the new, and after them, with the
// new alone. So whatever a crash leaves in the folder is in the listing, as old or as new, and the
// next run knows it for a file of a report.
#include "query/report_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <set>
#include <string_view>
#include <utility>

#include "indexer/base/digest.h"
#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "query/output.h"

namespace trawl {
namespace {

constexpr std::string_view kListingHead =
    "# What trawl report wrote into this folder: its next run removes what that does not write.\n";

// Name and digest of a written file. A name may be there twice, until the files are in place.
using Listing = std::set<std::pair<std::string, std::string>>;

std::string digest_of(std::string_view content) {
  Hasher128 hasher;
  hasher.update(content);
  const auto digest = hasher.finish();
  return base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

// Lines that say nothing to us are left out: what they mean is no file of ours.
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

// Held until the descriptor closes. A file system without locks is written to without one.
Result<FileDescriptor> lock_folder(const std::string& path) {
  FileDescriptor fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.is_open()) return errno_error("cannot open the directory " + path);
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return busy("another process writes a report to " + path);
  }
  return fd;
}

Status write_new_file(const std::string& path, std::string_view content) {
  FileDescriptor fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!fd.is_open()) return errno_error("cannot create " + path);
  Output output(fd.get());
  TRAWL_RETURN_IF_ERROR(output.write(content).status().with_context(path));
  TRAWL_RETURN_IF_ERROR(output.flush().with_context(path));
  // Some file systems tell only now that there is no space.
  if (close(fd.release()) != 0) return errno_error("cannot write " + path);
  return {};
}

// All into `staging`, then each to its place.
Status put_files(const std::string& directory, const std::string& staging,
                 const std::vector<ReportFile>& files) {
  TRAWL_RETURN_IF_ERROR(create_directories(staging));
  for (const ReportFile& file : files) {
    TRAWL_RETURN_IF_ERROR(write_new_file(staging + "/" + file.name, file.content));
  }
  for (const ReportFile& file : files) {
    const std::string path = directory + "/" + file.name;
    if (rename((staging + "/" + file.name).c_str(), path.c_str()) != 0) {
      return errno_error("cannot replace " + path);
    }
  }
  return {};
}

Result<StaleFiles> remove_stale(const std::string& directory, const Listing& old,
                                const std::set<std::string>& current) {
  StaleFiles stale;
  for (auto entry = old.begin(); entry != old.end();) {
    const std::string& name = entry->first;
    std::set<std::string> digests;
    for (; entry != old.end() && entry->first == name; ++entry) digests.insert(entry->second);
    if (current.contains(name)) continue;
    const std::string path = directory + "/" + name;
    const Result<std::string> content = read_file(path);
    if (!content.is_ok() && content.status().code() == StatusCode::kNotFound) continue;
    if (!content.is_ok() || !digests.contains(digest_of(*content))) {
      stale.kept.push_back(name);
      continue;
    }
    if (unlink(path.c_str()) != 0) return errno_error("cannot remove " + path);
    stale.removed.push_back(name);
  }
  return stale;
}

}  // namespace

Result<StaleFiles> write_report_folder(const std::string& directory, const std::string& form,
                                       const std::vector<ReportFile>& files) {
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
  TRAWL_RETURN_IF_ERROR(write_listing(listing_path, both));

  const std::string staging = listing_path + ".new-files";
  TRAWL_RETURN_IF_ERROR(remove_tree(staging));  // a crash may have left it
  const Status put = put_files(directory, staging, files);
  TRAWL_RETURN_IF_ERROR(remove_tree(staging));
  TRAWL_RETURN_IF_ERROR(put);
  TRAWL_ASSIGN_OR_RETURN(StaleFiles stale, remove_stale(directory, old, names));
  for (const auto& entry : old) {  // told of again by the next run
    if (std::count(stale.kept.begin(), stale.kept.end(), entry.first) > 0) current.insert(entry);
  }
  TRAWL_RETURN_IF_ERROR(write_listing(listing_path, current));
  return stale;
}

}  // namespace trawl
