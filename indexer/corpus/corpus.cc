#include "indexer/corpus/corpus.h"

#include <fcntl.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "indexer/base/file.h"
#include "indexer/corpus/directory_source.h"
#include "indexer/corpus/directory_walk.h"
#include "indexer/corpus/git_directory.h"
#include "indexer/corpus/outside_source.h"
#include "indexer/corpus/repository_depth.h"
#include "indexer/text/control_characters.h"
#include "indexer/text/list_lines.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

std::string error_text(int error) {
  return std::generic_category().message(error);
}

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// Why the directory cannot be listed; empty when it can.
std::string why_unreadable(const std::string& directory) {
  const FileDescriptor fd(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.is_open() ? std::string() : directory + ": " + error_text(errno);
}

// Its files are git's own: they would pass for six files of text.
std::string without_work_tree(const std::string& directory) {
  const std::string name = escape_control(directory);
  const std::string what = name + ": git repositories without a work tree are not read yet; ";
  if (last_component(directory) == ".git") return what + "name the directory that holds it";
  return what + "check one out with git clone " + name + " DIRECTORY, and name that";
}

// The real path, or nullopt and errno.
std::optional<std::string> real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> resolved(realpath(path.c_str(), nullptr), free);
  if (resolved == nullptr) return std::nullopt;
  return std::string(resolved.get());
}

std::string description_of(const Repository& repository) {
  return escape_control(repository.location) + " (from " + escape_control(repository.origin) + ")";
}

Result<std::string> resolve_root(const std::string& root) {
  const auto refuse = [&root](const std::string& why) {
    return invalid_argument("cannot read root " + escape_control(root) + ": " + why);
  };
  if (root.empty()) return invalid_argument("the name of a root is empty");
  const std::optional<std::string> directory = real_path(root);
  if (!directory.has_value()) return refuse(error_text(errno));
  const std::string why = why_unreadable(*directory);
  if (!why.empty()) return invalid_argument("cannot read root " + escape_control(why));
  if (is_git_directory(*directory)) {
    return invalid_argument("cannot read root " + without_work_tree(*directory));
  }
  return *directory;
}

Repository outside_of(const std::string& root, const std::string& directory,
                      std::vector<SourceFile> entries) {
  Repository outside;
  outside.name = last_component(directory);
  outside.location = directory;
  outside.origin = root;
  outside.is_outside = true;
  outside.opener = outside_source(std::move(entries));
  return outside;
}

// For a root where nothing at the depth is a repository; a symlink may have been meant as one.
Status no_repositories(const std::string& root, uint32_t depth,
                       const std::vector<SourceFile>& outside) {
  const auto link = std::find_if(outside.begin(), outside.end(), [](const SourceFile& entry) {
    return entry.skip == SkipReason::kSymlink;
  });
  const std::string what =
      "root " + escape_control(root) + " has no directory " + count_text(depth, "level") + " down";
  if (link == outside.end()) return invalid_argument(what + ", so nothing is a repository");
  return invalid_argument(what + "; " + escape_control(link->path) +
                          " is a symlink, which is not followed: name the directory that it "
                          "leads to");
}

// Adds the repositories `depth` levels below the root, and anything that lies above them.
Status add_below_root(const std::string& root, const std::string& directory, uint32_t depth,
                      const std::string& left_out, std::vector<Repository>* repositories,
                      std::vector<Phrase>* questions) {
  WalkOptions options;
  options.depth_limit = depth;
  options.left_out = left_out;
  auto walk = DirectoryWalk::open(directory, options);
  if (!walk.is_ok()) return walk.status().with_code(StatusCode::kInvalidArgument);
  std::vector<SourceFile> outside;
  std::vector<std::string> paths;  // of the repositories, relative to the root
  size_t without_work_trees = 0;
  while (std::optional<SourceFile> entry = walk->next()) {
    if (entry->is_directory && entry->skip == SkipReason::kNone) {
      Repository repository;
      repository.location = (directory == "/" ? "" : directory) + "/" + entry->path;
      repository.name = std::move(entry->path);
      repository.origin = root;
      repository.unreadable = why_unreadable(repository.location);
      if (is_git_directory(repository.location)) {
        repository.unreadable = without_work_tree(repository.location);
        ++without_work_trees;
      }
      repository.opener = directory_source(repository.location, left_out);
      paths.push_back(repository.name);
      repositories->push_back(std::move(repository));
    } else {
      const bool is_symlink = entry->skip == SkipReason::kSymlink;
      if (!entry->is_directory && !is_symlink) entry->skip = SkipReason::kOutside;
      outside.push_back(*std::move(entry));
    }
  }
  if (paths.empty()) return no_repositories(root, depth, outside);
  if (without_work_trees == paths.size()) return invalid_argument(repositories->back().unreadable);
  if (questions != nullptr) {
    Phrase question = question_of_depth(directory, depth, paths, outside);
    if (!question.is_empty()) questions->push_back(std::move(question));
  }
  if (!outside.empty()) repositories->push_back(outside_of(root, directory, std::move(outside)));
  return Status();
}

// What lies outside is not a repository, so it is not the user's error if its name is another's: it
// is then named by its path.
void name_outsides(std::vector<Repository>* repositories) {
  std::map<std::string, int, std::less<>> taken;
  for (const Repository& repository : *repositories) ++taken[repository.name];
  for (Repository& repository : *repositories) {
    if (!repository.is_outside) continue;
    if (repository.name.empty() || taken[repository.name] > 1) {
      repository.name = repository.location;
    }
  }
}

// Refuses a repository that is the index to be written.
Status refuse_index(const std::string& index, const std::vector<Repository>& repositories) {
  const std::optional<std::string> resolved = real_path(index);
  for (const Repository& repository : repositories) {
    if (resolved && repository.location == *resolved) {
      return invalid_argument(description_of(repository) +
                              " is the index itself, which cannot be a repository");
    }
  }
  return Status();
}

// With repositories a and a/x, the file a/x/f could be in either, and no listing could say in
// which. REQUIRES: sorted by name. What lies outside of repositories has no files to confuse.
Status refuse_nested_names(const std::vector<Repository>& repositories) {
  const auto by_name = [](const Repository& a, std::string_view b) { return a.name < b; };
  for (const Repository& inner : repositories) {
    if (inner.is_outside) continue;
    size_t slash = 0;
    while ((slash = inner.name.find('/', slash + 1)) != std::string::npos) {
      const std::string_view name = std::string_view(inner.name).substr(0, slash);
      const auto outer = std::lower_bound(repositories.begin(), repositories.end(), name, by_name);
      if (outer == repositories.end() || outer->name != name || outer->is_outside) continue;
      return invalid_argument("the repositories '" + escape_control(outer->name) + "', " +
                              description_of(*outer) + ", and '" + escape_control(inner.name) +
                              "', " + description_of(inner) +
                              ", overlap, since names do not nest: rename one");
    }
  }
  return Status();
}

bool is_valid_name(std::string_view name) {
  return !name.empty() && name.front() != '/' && name.back() != '/' &&
         name.find("//") == std::string_view::npos;
}

// Whether git could call a commit or a tag so, as far as a link depends on it.
bool is_revision(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<uint8_t>(c);
    return byte <= 0x20 || byte == 0x7F;
  });
}

// One line of a corpus file that is not a comment.
Result<Repository> parse_line(std::string_view line, std::string_view base,
                              const std::string& left_out) {
  if (line.find('\0') != std::string_view::npos)
    return invalid_argument("the line contains a NUL byte: remove it");
  const size_t name_end = line.find('\t');
  if (name_end == std::string_view::npos) {
    return invalid_argument("expected NAME<TAB>DIRECTORY");
  }
  Repository repository;
  repository.name = line.substr(0, name_end);
  if (!is_valid_name(repository.name)) {
    return invalid_argument(
        "'" + escape_control(repository.name) +
        "' is not a repository name: it, or a part of it between slashes, is empty");
  }
  const std::string_view rest = line.substr(name_end + 1);
  const size_t source_end = std::min(rest.find('\t'), rest.size());
  const std::string source(rest.substr(0, source_end));
  if (source.empty())
    return invalid_argument("expected NAME<TAB>DIRECTORY, but no directory follows the tab");
  for (const std::string& field : {repository.name, source}) {
    if (!has_outer_blank(field)) continue;
    return invalid_argument("'" + escape_control(field) +
                            "' begins or ends with a blank: remove it");
  }
  if (rest.find('\t', source_end + 1) != std::string_view::npos) {
    return invalid_argument("expected NAME<TAB>DIRECTORY, but there are more than three fields");
  }
  Revision revision;
  if (source_end < rest.size()) revision.commit = rest.substr(source_end + 1);
  if (!is_revision(revision.commit)) {
    return invalid_argument("'" + escape_control(revision.commit) +
                            "' is not a revision: expected a commit or a tag, without blanks");
  }
  repository.location = source.front() == '/' ? source : std::string(base) + source;
  if (auto resolved = real_path(repository.location)) {
    repository.location = *std::move(resolved);
    repository.unreadable = why_unreadable(repository.location);
    if (is_git_directory(repository.location)) {
      return invalid_argument(without_work_tree(repository.location));
    }
  } else {
    repository.unreadable = repository.location + ": " + error_text(errno);
  }
  repository.opener = directory_source(repository.location, left_out, std::move(revision));
  return repository;
}

}  // namespace

Result<std::vector<Repository>> repositories_of_roots(const std::vector<std::string>& roots,
                                                      uint32_t repository_depth,
                                                      const std::string& left_out,
                                                      std::vector<Phrase>* questions) {
  std::vector<Repository> repositories;
  for (const std::string& root : roots) {
    TRAWL_ASSIGN_OR_RETURN(const std::string directory, resolve_root(root));
    if (repository_depth > 0) {
      TRAWL_RETURN_IF_ERROR(
          add_below_root(root, directory, repository_depth, left_out, &repositories, questions));
      continue;
    }
    Repository repository;
    repository.name = last_component(directory);
    if (repository.name.empty()) {
      return invalid_argument(
          "root / has no name for its repository: name a directory below it, or give a repository "
          "depth");
    }
    repository.location = directory;
    repository.origin = root;
    repository.opener = directory_source(directory, left_out);
    repositories.push_back(std::move(repository));
  }
  TRAWL_RETURN_IF_ERROR(refuse_index(left_out, repositories));
  TRAWL_RETURN_IF_ERROR(sort_repositories(&repositories));
  return repositories;
}

Result<std::vector<Repository>> repositories_of_file(const std::string& path,
                                                     const std::string& left_out) {
  TRAWL_ASSIGN_OR_RETURN(const std::string content, read_file(path));
  const std::string_view base = std::string_view(path).substr(0, path.rfind('/') + 1);
  std::vector<Repository> repositories;
  for (const auto& [number, line] : list_lines(content)) {
    const std::string origin = path + ":" + std::to_string(number);
    auto repository = parse_line(line, base, left_out);
    if (!repository.is_ok()) {
      ErrorContext place = in_file(path, number);
      place.words = escape_control(origin);
      return repository.status().with_context(std::move(place));
    }
    repository->origin = origin;
    repositories.push_back(std::move(repository).value());
  }
  if (repositories.empty()) {
    return invalid_argument("corpus file " + escape_control(path) +
                            " lists no repository: add lines NAME<TAB>DIRECTORY");
  }
  TRAWL_RETURN_IF_ERROR(refuse_index(left_out, repositories));
  TRAWL_RETURN_IF_ERROR(sort_repositories(&repositories));
  return repositories;
}

Status sort_repositories(std::vector<Repository>* repositories) {
  name_outsides(repositories);
  const auto by_name = [](const Repository& a, const Repository& b) { return a.name < b.name; };
  // Stable, so that a message names the two in the order in which they were given.
  std::stable_sort(repositories->begin(), repositories->end(), by_name);
  for (size_t i = 1; i < repositories->size(); ++i) {
    const Repository& first = (*repositories)[i - 1];
    const Repository& second = (*repositories)[i];
    if (first.name != second.name) continue;
    if (first.location == second.location) {
      return invalid_argument("repository '" + escape_control(second.name) + "', " +
                              escape_control(second.location) + ", is given twice (" +
                              escape_control(first.origin) + " and " +
                              escape_control(second.origin) + "): remove one");
    }
    return invalid_argument("two repositories are named '" + escape_control(second.name) +
                            "': " + description_of(first) + " and " + description_of(second) +
                            "; rename one in a corpus file");
  }
  return refuse_nested_names(*repositories);
}

}  // namespace trawl
