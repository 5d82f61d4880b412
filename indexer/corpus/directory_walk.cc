// The walk keeps one sorted listing per level and a descriptor for each of the deepest
// kMaxOpenLevels levels. When it comes back to a level whose descriptor was closed, it opens the
// path down again from the repository's directory, component by component (".." could lead
// elsewhere if the directory was moved), and keeps the descriptors of the deepest levels, so that
// climbing out of a deep tree reopens only once every kMaxOpenLevels levels.
#include "indexer/corpus/directory_walk.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "indexer/corpus/directory_listing.h"
#include "indexer/text/control_characters.h"

namespace trawl {
namespace {

// Why an entry that was listed cannot be used. ENOTDIR and ELOOP: the directory has since become a
// file or a symlink.
SkipReason skip_of_errno(int error) {
  const bool gone = error == ENOENT || error == ENOTDIR || error == ELOOP || error == ESTALE;
  return gone ? SkipReason::kVanished : SkipReason::kUnreadable;
}

struct Level {
  DirectoryListing listing;
  size_t next = 0;
  size_t path_length = 0;  // of the directory's path and the '/' after it
  FileDescriptor fd;       // closed when not among the deepest; the first level uses State::root
};

}  // namespace

struct DirectoryWalk::State {
  FileDescriptor root;
  WalkOptions options;
  std::vector<Level> levels;
  std::string path;
  std::vector<char> buffer;
  std::optional<struct stat> left_out;

  bool is_left_out(const struct stat& directory) const {
    return left_out && left_out->st_dev == directory.st_dev && left_out->st_ino == directory.st_ino;
  }
  bool is_left_out(int directory_fd) const {
    struct stat status;
    return left_out && fstat(directory_fd, &status) == 0 && is_left_out(status);
  }
  std::optional<SourceFile> visit(const char* name, EntryKind kind);
  std::optional<SourceFile> enter(const char* name);
  std::optional<SourceFile> at_depth_limit(const char* name);
  std::optional<SourceFile> inspect_entry(const char* name, EntryKind* kind, uint64_t* size);
  int level_fd();
  SourceFile entry(SkipReason skip, bool is_directory = false) const {
    return {path, skip, is_directory, 0};
  }
};

// The descriptor of the deepest level's directory, reopened if necessary; -1 and errno on failure.
int DirectoryWalk::State::level_fd() {
  const size_t deepest = levels.size() - 1;
  if (deepest == 0) return root.get();
  if (levels[deepest].fd.is_open()) return levels[deepest].fd.get();
  FileDescriptor above;  // of the level above, when it is not kept open
  int above_fd = root.get();
  for (size_t i = 1; i <= deepest; ++i) {
    Level& level = levels[i];
    const size_t begin = levels[i - 1].path_length;
    const std::string name = path.substr(begin, level.path_length - 1 - begin);
    FileDescriptor fd(open_directory(above_fd, name.c_str()));
    if (!fd.is_open()) return -1;
    above_fd = fd.get();
    if (i + kMaxOpenLevels > deepest) {
      level.fd = std::move(fd);
    } else {
      above = std::move(fd);
    }
  }
  return above_fd;
}

// Opens and lists the directory at `path`, whose last component is `name`, as a new level. Returns
// an entry for the directory itself if it could not be read completely.
std::optional<SourceFile> DirectoryWalk::State::enter(const char* name) {
  const int above = level_fd();
  FileDescriptor fd(above < 0 ? -1 : open_directory(above, name));
  if (!fd.is_open()) return entry(skip_of_errno(errno), true);
  if (is_left_out(fd.get())) return std::nullopt;
  std::optional<SourceFile> failed;
  Level level;
  const int error = level.listing.read(fd.get(), &buffer);
  if (error != 0) failed = entry(SkipReason::kUnreadable, true);
  path += '/';
  level.path_length = path.size();
  level.fd = std::move(fd);
  levels.push_back(std::move(level));
  if (levels.size() > kMaxOpenLevels) levels[levels.size() - 1 - kMaxOpenLevels].fd.reset();
  return failed;
}

// Calls lstat for the entry at `path`; returns an entry if that failed.
std::optional<SourceFile> DirectoryWalk::State::inspect_entry(const char* name, EntryKind* kind,
                                                              uint64_t* size) {
  const int above = level_fd();
  const int error = above < 0 ? errno : inspect(above, name, kind, size);
  if (error != 0) return entry(skip_of_errno(error));
  return std::nullopt;
}

// The directory at the depth limit at `path`; nullopt if it is left out.
std::optional<SourceFile> DirectoryWalk::State::at_depth_limit(const char* name) {
  struct stat status;
  const bool known = left_out && fstatat(level_fd(), name, &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (known && is_left_out(status)) return std::nullopt;
  return entry(SkipReason::kNone, true);
}

// The entry at `path`; nullopt for a directory that is now a level or is left out.
std::optional<SourceFile> DirectoryWalk::State::visit(const char* name, EntryKind kind) {
  uint64_t size = 0;
  const bool was_unknown = kind == EntryKind::kUnknown;
  if (was_unknown) {
    if (auto failed = inspect_entry(name, &kind, &size)) return failed;
  }
  const bool is_directory = kind == EntryKind::kDirectory;
  if (options.ignore != nullptr && options.ignore->matches_entry(path, is_directory)) {
    return entry(SkipReason::kExcluded, is_directory);
  }
  if (is_directory) {
    const bool at_limit = levels.size() == options.depth_limit;
    return at_limit ? at_depth_limit(name) : enter(name);
  }
  if (kind == EntryKind::kFile && !was_unknown) {
    if (auto failed = inspect_entry(name, &kind, &size)) return failed;
    // A directory replaced the file that was listed.
    if (kind == EntryKind::kDirectory) return entry(SkipReason::kVanished);
  }
  SourceFile file = entry(SkipReason::kNone);
  file.size = size;
  if (kind == EntryKind::kSymlink) file.skip = SkipReason::kSymlink;
  if (kind == EntryKind::kSpecial) file.skip = SkipReason::kSpecial;
  return file;
}

DirectoryWalk::DirectoryWalk(std::unique_ptr<State> state) : state_(std::move(state)) {}
DirectoryWalk::DirectoryWalk(DirectoryWalk&&) noexcept = default;
DirectoryWalk& DirectoryWalk::operator=(DirectoryWalk&&) noexcept = default;
DirectoryWalk::~DirectoryWalk() = default;

Result<DirectoryWalk> DirectoryWalk::open(const std::string& directory,
                                          const WalkOptions& options) {
  auto state = std::make_unique<State>();
  state->options = options;
  struct stat left_out;
  if (!options.left_out.empty() && stat(options.left_out.c_str(), &left_out) == 0) {
    state->left_out = left_out;
  }
  state->root = FileDescriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::string what = "cannot read directory " + escape_control(directory);
  if (!state->root.is_open()) {
    const bool is_missing = errno == ENOENT;
    const Status status = errno_error(what);
    return is_missing ? status.with_code(StatusCode::kNotFound) : status;
  }
  Level level;
  errno = level.listing.read(state->root.get(), &state->buffer);
  if (errno != 0) return errno_error(what);
  state->levels.push_back(std::move(level));
  return DirectoryWalk(std::move(state));
}

std::optional<SourceFile> DirectoryWalk::next() {
  std::vector<Level>& levels = state_->levels;
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.listing.size()) {
      levels.pop_back();
      continue;
    }
    const EntryKind kind = level.listing.kind(level.next);
    state_->path.resize(level.path_length);
    state_->path += level.listing.name(level.next);
    ++level.next;
    const size_t name_begin = level.path_length;
    if (auto entry = state_->visit(state_->path.c_str() + name_begin, kind)) return entry;
  }
  return std::nullopt;
}

double DirectoryWalk::share_done() const {
  const std::vector<Level>& levels = state_->levels;
  if (levels.empty()) return 1;
  double share = 0, entry = 1;
  for (size_t i = 0; i < levels.size(); ++i) {
    entry /= static_cast<double>(std::max<size_t>(1, levels[i].listing.size()));
    // The last entry of each level above is the directory that is being walked.
    const size_t done = levels[i].next - (i + 1 < levels.size() ? 1 : 0);
    share += entry * static_cast<double>(done);
  }
  return share;
}

int DirectoryWalk::directory_fd() const {
  return state_->root.get();
}

SourceRead read_repository_file(int directory_fd, const std::string& path, const ReadLimits& limits,
                                std::string* content) {
  FileDescriptor directory;
  size_t begin = 0;
  while (path.size() - begin >= PATH_MAX) {
    const size_t slash = path.rfind('/', begin + PATH_MAX - 2);
    if (slash == std::string::npos || slash <= begin) return {ReadOutcome::kUnreadable};
    const std::string piece = path.substr(begin, slash - begin);
    const int from = directory.is_open() ? directory.get() : directory_fd;
    FileDescriptor opened = open_without_symlinks(from, piece.c_str(), O_PATH | O_DIRECTORY);
    if (!opened.is_open()) {
      if (errno == ELOOP) return {ReadOutcome::kSymlink};
      const bool gone = skip_of_errno(errno) == SkipReason::kVanished;
      return {gone ? ReadOutcome::kVanished : ReadOutcome::kUnreadable};
    }
    directory = std::move(opened);
    begin = slash + 1;
  }
  const int from = directory.is_open() ? directory.get() : directory_fd;
  return read_source_file(from, path.c_str() + begin, limits, content);
}

}  // namespace trawl
