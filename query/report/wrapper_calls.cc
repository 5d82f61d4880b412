// Two searches over all repositories at once find the files of interest, because a search for each
// repository would plan and open as often: first for the names of wrappers and their classes, then
// for methods of what holds objects of these classes. The files are then read to know what a call
// means.
#include "query/report/wrapper_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "indexer/format/tree.h"
#include "indexer/pattern/regex_syntax.h"
#include "indexer/study/file_calls.h"
#include "indexer/study/wrapper_index.h"
#include "query/language/query.h"
#include "query/read/document_reader.h"
#include "query/search/searcher.h"

namespace trawl {
namespace {

// The classifier's name for the language that has wrappers.
constexpr std::string_view kLanguage = "Python";

// More names in one pattern take Hyperscan longer to compile than a further search takes.
constexpr size_t kNamesAtOnce = 200;

// What the names are part of is told apart later.
constexpr std::string_view kSpecialCharacters = R"(.\+*?()[]{}^$|)";

// A repository with wrappers.
struct Project {
  Project(RepositoryEvidence* of, WrapperIndex wrappers)
      : evidence(of), index(std::move(wrappers)) {}
  RepositoryEvidence* evidence;
  WrapperIndex index;
  std::map<std::string, std::pair<Place, FileClass>> files;  // to be read
};
using Projects = std::map<std::string, Project, std::less<>>;

std::string escaped(std::string_view text) {
  std::string regex;
  for (const char c : text) {
    if (kSpecialCharacters.find(c) != std::string_view::npos) regex.push_back('\\');
    regex.push_back(c);
  }
  return regex;
}

// "(?:a|b)"
std::string any_of(const std::vector<std::string>& texts) {
  std::vector<std::string> regexes;
  for (const std::string& text : texts) regexes.push_back(escaped(text));
  return fmt::format("(?:{})", fmt::join(regexes, "|"));
}

// Collects files with code that may call, and learns receivers.
class CandidateSink : public ResultSink {
 public:
  explicit CandidateSink(Projects* projects) : projects_(projects) {}

  Result<bool> file(const FileResult& result) override {
    const auto project = projects_->find(result.repository);
    if (project == projects_->end()) return true;
    std::string path(result.path);
    WrapperIndex& index = project->second.index;
    bool may_call = index.defines_wrappers(path);
    for (const Line& line : result.lines) {
      index.add_receivers(line.text);
      may_call = may_call || index.may_call(line.text);
    }
    if (may_call) {
      project->second.files.try_emplace(std::move(path), result.place, result.file_class);
    }
    return true;
  }

 private:
  Projects* projects_;
};

// Searches the projects' files for lines with one of the names before a "(", or before the " as "
// of an import that gives it another name.
Status find_candidates(const std::set<std::string>& names, IndexReader* reader,
                       Projects* projects) {
  std::vector<std::string> repositories;
  for (const auto& [repository, project] : *projects) repositories.push_back(repository);
  CandidateSink sink(projects);
  for (auto next = names.begin(); next != names.end();) {
    std::vector<std::string> some;
    for (; next != names.end() && some.size() < kNamesAtOnce; ++next) some.push_back(*next);
    TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(any_of(some) + R"((?:\(| as ))", {}));
    Query query = Query::of_pattern(std::move(pattern));
    query.files.repository = "^" + any_of(repositories) + "$";
    query.needs.classes = true;
    TRAWL_RETURN_IF_ERROR(search(query, {}, reader, &sink).status());
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

// Whether some pattern counts calls in files of this class.
bool is_counted(const Study& study, const std::string& path, FileClass file_class) {
  const size_t of_study = study.class_of(path, file_class);
  return std::any_of(study.patterns.begin(), study.patterns.end(),
                     [of_study](const StudyPattern& pattern) {
                       return !pattern.wraps.empty() && pattern.classes[of_study];
                     });
}

struct WantedFile {
  DocumentLocation location;
  Project* project;
  std::string path;
  FileClass file_class;
};

// In storage order, because neighbours share frames.
Result<std::vector<WantedFile>> wanted_files(const Study& study, IndexReader* reader,
                                             Projects* projects) {
  std::vector<WantedFile> wanted;
  for (auto& [repository, project] : *projects) {
    for (const auto& [path, found] : project.files) {
      const auto& [place, file_class] = found;
      if (!is_counted(study, path, file_class)) continue;
      TRAWL_ASSIGN_OR_RETURN(const FileRecord* record, reader->file(place));
      if (record->language != kLanguage) continue;
      TRAWL_ASSIGN_OR_RETURN(const std::optional<DocumentLocation> location,
                             reader->find(record->digest));
      if (!location) {
        return corruption("the document of " + path + " is missing: run " + Term::kIndexCheck);
      }
      wanted.push_back({*location, &project, path, file_class});
    }
  }
  std::sort(wanted.begin(), wanted.end(),
            [](const WantedFile& a, const WantedFile& b) { return a.location < b.location; });
  return wanted;
}

}  // namespace

Status add_wrapper_calls(const Study& study, IndexReader* reader,
                         std::vector<RepositoryEvidence>* all) {
  Projects projects;
  std::set<std::string> names;
  for (RepositoryEvidence& evidence : *all) {
    if (evidence.wrappers.empty()) continue;
    Project& project =
        projects.try_emplace(evidence.repository, &evidence, WrapperIndex(evidence.wrappers))
            .first->second;
    names.merge(project.index.call_names());
  }
  if (projects.empty()) return {};
  TRAWL_ASSIGN_OR_RETURN(IndexReader searched, reader->with_families(kSearchFamilies));
  TRAWL_RETURN_IF_ERROR(find_candidates(names, &searched, &projects));
  std::set<std::string> calls;
  for (auto& [repository, project] : projects) calls.merge(project.index.method_calls());
  TRAWL_RETURN_IF_ERROR(find_candidates(calls, &searched, &projects));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<WantedFile> files,
                         wanted_files(study, reader, &projects));
  DocumentReader documents(reader);
  std::string source;
  for (const WantedFile& file : files) {
    TRAWL_RETURN_IF_ERROR(
        documents.lines(file.location, 1, std::numeric_limits<uint64_t>::max(), &source));
    add_calls(study, file.path, file.file_class, source, file.project);
  }
  return {};
}

}  // namespace trawl
