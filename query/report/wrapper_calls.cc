// The trigram index narrows a project's files down to those with names of wrappers and of their
// classes. What is left is read to know what a call means.
#include "query/report/wrapper_calls.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/python/language.h"
#include "indexer/python/names.h"
#include "indexer/study/file_calls.h"
#include "indexer/study/wrapper_index.h"
#include "query/read/document_reader.h"
#include "query/report/processors.h"
#include "query/report/wrapper_search.h"

namespace trawl {
namespace {

// A repository with wrappers.
struct Project {
  RepositoryEvidence* evidence;
  EntryNumber entry;
  WrapperIndex index;
  std::set<Place> files;  // that may call
};

Result<std::vector<Project>> projects_of(std::vector<RepositoryEvidence>* all,
                                         IndexReader* reader) {
  std::map<std::string, EntryNumber> entries;
  for (EntryNumber number{0}; number.value < reader->entry_count(); ++number.value) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader->entry(number));
    entries.emplace(entry->repository, number);
  }
  std::vector<Project> projects;
  for (RepositoryEvidence& evidence : *all) {
    if (evidence.wrappers.empty()) continue;
    const EntryNumber entry = entries.at(evidence.repository);
    projects.push_back({&evidence, entry, WrapperIndex(evidence.wrappers), {}});
  }
  return projects;
}

// Whether some pattern counts calls in the file, and it is not too large for them.
bool is_counted(const Study& study, const FileRecord& file) {
  return file.language == kPythonLanguage && file.size <= kMostResolvedBytes &&
         counts_calls(study, file.path, file.file_class);
}

// Finds the files that may call.
Status find_files(const Study& study, IndexReader* searched, Project* project) {
  const WrapperIndex& index = project->index;
  const auto filter = [&](const Place& place) -> Result<bool> {
    if (place.entry != project->entry || project->files.contains(place)) return false;
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, searched->file(place));
    return is_counted(study, *file);
  };
  const auto visit = [&](const Place& place, std::string_view text) -> Status {
    if (index.has_name(text)) project->files.insert(place);
    return {};
  };
  return for_each_text_with(index.names(), filter, searched, visit);
}

void add_calls(const Study& study, const std::string& path, FileClass file_class,
               std::string_view source, Project* project) {
  std::vector<EvidenceFile>& files = project->evidence->files;
  const auto at = std::lower_bound(files.begin(), files.end(), path,
                                   [](const EvidenceFile& file, const std::string& other) {
                                     return path_less(file.path, other);
                                   });
  const bool has_hits = at != files.end() && at->path == path;
  std::vector<WrapperCall> calls =
      wrapper_calls_in(study, project->index, project->evidence->wrappers, path,
                       has_hits ? at->hits : std::vector<EvidenceHit>(), source);
  if (calls.empty()) return;
  if (has_hits) {
    at->calls = std::move(calls);
  } else {
    files.insert(at, {path, file_class, {}, std::move(calls)});
  }
}

struct WantedFile {
  DocumentLocation location;
  std::string path;
  FileClass file_class;
};

// In storage order, because neighbours share frames.
Result<std::vector<WantedFile>> wanted_files(const Project& project, IndexReader* content) {
  std::vector<WantedFile> wanted;
  for (const Place& place : project.files) {
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* record, content->file(place));
    TRAWL_ASSIGN_OR_RETURN(const DocumentLocation location,
                           content->locate(record->digest, record->path));
    wanted.push_back({location, record->path, record->file_class});
  }
  std::sort(wanted.begin(), wanted.end(),
            [](const WantedFile& a, const WantedFile& b) { return a.location < b.location; });
  return wanted;
}

// Finds and reads the project's files.
Status add_project_calls(const Study& study, const IndexReader& searched_index,
                         const IndexReader& content_index, Project* project) {
  IndexReader searched(searched_index.view());
  IndexReader content(content_index.view());
  TRAWL_RETURN_IF_ERROR(find_files(study, &searched, project));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<WantedFile> files, wanted_files(*project, &content));
  DocumentReader documents(&content);
  std::string source;
  for (const WantedFile& file : files) {
    TRAWL_RETURN_IF_ERROR(
        documents.lines(file.location, 1, std::numeric_limits<uint64_t>::max(), &source));
    add_calls(study, file.path, file.file_class, source, project);
  }
  return {};
}

}  // namespace

Status add_wrapper_calls(const Study& study, IndexReader* content,
                         std::vector<RepositoryEvidence>* all) {
  if (std::all_of(all->begin(), all->end(),
                  [](const RepositoryEvidence& evidence) { return evidence.wrappers.empty(); })) {
    return {};
  }
  TRAWL_ASSIGN_OR_RETURN(std::vector<Project> projects, projects_of(all, content));
  TRAWL_ASSIGN_OR_RETURN(const IndexReader searched, content->with_families(kSearchFamilies));
  std::vector<Status> statuses(projects.size());
  on_all_processors(projects.size(), [&](size_t i) {
    statuses[i] = add_project_calls(study, searched, *content, &projects[i]);
  });
  const auto failed = std::find_if(statuses.begin(), statuses.end(),
                                   [](const Status& status) { return !status.is_ok(); });
  return failed == statuses.end() ? Status() : *failed;
}

}  // namespace trawl
