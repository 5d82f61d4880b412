// The trigram index narrows a project's files down to those with names of wrappers and of their
// modules. What is left is read to know what a call means.
#include "query/report/wrapper_calls.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
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

// Classes that derive from each other over more rounds are not followed.
constexpr size_t kMostRounds = 8;

// A file that may use wrappers.
struct CallingFile {
  DocumentLocation location;
  std::string path;
  FileClass file_class;
};

// What a search reads, and documents.
constexpr std::array kSearchedFamilies = {Family::kMeta,    Family::kTrees,     Family::kPlaces,
                                          Family::kChunks,  Family::kDocuments, Family::kContent,
                                          Family::kPostings};

// A repository with wrappers.
struct Project {
  RepositoryEvidence* evidence;
  EntryNumber entry;
  WrapperIndex index;
  std::map<Place, CallingFile> files = {};           // that may use them
  std::map<Place, CallingFile> files_of_round = {};  // that may be among these
};
using Projects = std::vector<Project>;

Result<Projects> projects_of(const WrapperPlaces& places, std::vector<RepositoryEvidence>* all,
                             IndexReader* reader) {
  std::map<std::string, EntryNumber> entries;
  for (EntryNumber number{0}; number.value < reader->entry_count(); ++number.value) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader->entry(number));
    entries.emplace(entry->repository, number);
  }
  Projects projects;
  for (RepositoryEvidence& evidence : *all) {
    if (evidence.wrappers.empty()) continue;
    const EntryNumber entry = entries.at(evidence.repository);
    projects.push_back({&evidence, entry, WrapperIndex(evidence.wrappers)});
    for (const Place& place : places.at(evidence.repository)) {
      TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader->file(place));
      TRAWL_ASSIGN_OR_RETURN(const DocumentLocation location,
                             reader->locate(file->digest, file->path));
      projects.back().files_of_round.emplace(place,
                                             CallingFile{location, file->path, file->file_class});
    }
  }
  return projects;
}

// What a round looks for: files that may import modules of a package, in the same repository.
struct Wanted {
  std::vector<DocumentQuery> queries;
  std::vector<Project*> of_query;
};

// An import has the first and the last part of its module. Only a statement that is continued on
// the next piece of its file may have them in different pieces.
struct Imports {
  std::vector<TrigramQuery> last_parts, names;

  DocumentQuery query(const std::string& first_part) {
    return {TrigramQuery::all_of(
                {TrigramQuery::of_text(first_part), TrigramQuery::any_of(std::move(last_parts))}),
            TrigramQuery::any_of(std::move(names))};
  }
};

Wanted wanted_in_round(Projects* projects) {
  Wanted wanted;
  for (Project& project : *projects) {
    std::map<std::string, Imports> by_package;
    for (const auto& [module, names] : project.index.take_new_modules()) {
      Imports& imports = by_package[module.substr(0, module.find('.'))];
      imports.last_parts.push_back(
          TrigramQuery::of_text(std::string_view(module).substr(module.rfind('.') + 1)));
      for (const std::string& name : names) {
        imports.names.push_back(TrigramQuery::of_text(name));
      }
    }
    for (auto& [package, imports] : by_package) {
      wanted.queries.push_back(imports.query(package));
      wanted.of_query.push_back(&project);
    }
  }
  return wanted;
}

// Whether some pattern counts uses in the file, and it is not too large for them.
bool is_counted(const Study& study, const FileRecord& file) {
  return file.language == kPythonLanguage && file.size <= kMostResolvedBytes &&
         counts_calls(study, file.path, file.file_class);
}

// Finds the files of a round.
Status find_files(const Study& study, const Wanted& wanted, const IndexReader& searched) {
  struct FoundFile {
    Project* project;
    Place place;
    CallingFile file;
  };
  using FoundFiles = std::vector<FoundFile>;
  std::vector<std::unique_ptr<FoundFiles>> all;  // one list for each thread
  const auto make_visitor = [&]() -> DocumentVisitor {
    FoundFiles* const found = all.emplace_back(std::make_unique<FoundFiles>()).get();
    return [&, found](const DocumentLocation& location, std::span<const Place> places,
                      std::span<const uint32_t> queries, IndexReader* reader) -> Status {
      for (const Place& place : places) {
        const auto query = std::find_if(queries.begin(), queries.end(), [&](uint32_t each) {
          return wanted.of_query[each]->entry == place.entry;
        });
        if (query == queries.end()) continue;
        TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader->file(place));
        if (!is_counted(study, *file)) continue;
        found->push_back(
            {wanted.of_query[*query], place, {location, file->path, file->file_class}});
      }
      return {};
    };
  };
  TRAWL_RETURN_IF_ERROR(visit_documents_with(wanted.queries, searched, make_visitor));
  for (const auto& found : all) {
    for (FoundFile& each : *found) {
      each.project->files_of_round.emplace(each.place, std::move(each.file));
    }
  }
  return {};
}

void add_calls(const Study& study, const std::string& path, FileClass file_class,
               std::string_view source, Project* project) {
  std::vector<EvidenceFile>& files = project->evidence->files;
  const auto at = std::lower_bound(files.begin(), files.end(), path,
                                   [](const EvidenceFile& file, const std::string& other) {
                                     return path_less(file.path, other);
                                   });
  const bool has_hits = at != files.end() && at->path == path;
  std::span<const EvidenceHit> hits;
  if (has_hits) hits = at->hits;
  std::vector<WrapperCall> calls =
      wrapper_uses_in(study, project->index, project->evidence->wrappers, path, hits, source);
  if (calls.empty()) return;
  if (has_hits) {
    at->calls = std::move(calls);
  } else {
    files.insert(at, {path, file_class, {}, std::move(calls)});
  }
}

// Calls `read` with each file and its content, in storage order, because neighbours share frames.
template <class Read>
Status read_files(const std::map<Place, CallingFile>& files, const IndexReader& index, Read read) {
  IndexReader content(index.view());
  std::vector<const std::pair<const Place, CallingFile>*> in_order;
  for (const auto& file : files) in_order.push_back(&file);
  std::sort(in_order.begin(), in_order.end(),
            [](const auto* a, const auto* b) { return a->second.location < b->second.location; });
  DocumentReader documents(&content);
  std::string source;
  for (const auto* file : in_order) {
    TRAWL_RETURN_IF_ERROR(
        documents.lines(file->second.location, 1, std::numeric_limits<uint64_t>::max(), &source));
    read(*file, source);
  }
  return {};
}

// Does something for each project, on all processors, and returns the first failure.
template <class Work>
Status for_each_project(Projects* projects, Work work) {
  return try_on_all_processors(projects->size(), [&](size_t i) { return work(&(*projects)[i]); });
}

// Finds the files that may use wrappers, and the classes that derive from them.
Status find_all_files(const Study& study, const IndexReader& content, Projects* projects) {
  TRAWL_ASSIGN_OR_RETURN(const IndexReader searched, content.with_families(kSearchedFamilies));
  for (size_t round = 0; round < kMostRounds; ++round) {
    const Wanted wanted = wanted_in_round(projects);
    if (round > 0 && wanted.queries.empty()) return {};
    TRAWL_RETURN_IF_ERROR(find_files(study, wanted, searched));
    TRAWL_RETURN_IF_ERROR(for_each_project(projects, [&](Project* project) {
      const auto files = std::exchange(project->files_of_round, {});
      return read_files(files, content, [&](const auto& file, const std::string& source) {
        if (project->index.read(file.second.path, source)) project->files.insert(file);
      });
    }));
  }
  return {};
}

}  // namespace

Status add_wrapper_calls(const Study& study, const WrapperPlaces& places, IndexReader* content,
                         std::vector<RepositoryEvidence>* all) {
  if (std::all_of(all->begin(), all->end(),
                  [](const RepositoryEvidence& evidence) { return evidence.wrappers.empty(); })) {
    return {};
  }
  TRAWL_ASSIGN_OR_RETURN(Projects projects, projects_of(places, all, content));
  TRAWL_RETURN_IF_ERROR(find_all_files(study, *content, &projects));
  return for_each_project(&projects, [&](Project* project) {
    return read_files(project->files, *content, [&](const auto& file, const std::string& source) {
      add_calls(study, file.second.path, file.second.file_class, source, project);
    });
  });
}

}  // namespace trawl
