// Hits come from the hit index. Content is read, in storage order, only to find out which hits in
// Python files are text, and which functions they are in, because the index does not contain that.
#include "query/report/evidence_collection.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "indexer/format/tree.h"
#include "indexer/python/language.h"
#include "indexer/study/text_hits.h"
#include "indexer/study/wrapper_definitions.h"
#include "query/hits/rule_hits.h"
#include "query/read/document_reader.h"
#include "query/report/wrapper_calls.h"
#include "query/search/results.h"

namespace trawl {
namespace {

struct PathLess {
  bool operator()(const std::string& a, const std::string& b) const { return path_less(a, b); }
};

struct GatheredFile {
  EvidenceFile file;
  Place place;
  std::vector<Wrapper> wrappers;  // defined in the file
};

// Collects the hits of one rule after the other, by repository and path.
class EvidenceSink : public ResultSink {
 public:
  Result<bool> file(const FileResult& result) override {
    Repository& repository = repositories_[std::string(result.repository)];
    repository.revision = result.revision;
    GatheredFile& gathered = repository.files[std::string(result.path)];
    gathered.place = result.place;
    EvidenceFile& file = gathered.file;
    file.path = result.path;
    file.file_class = result.file_class;
    for (const Line& line : result.lines) {
      file.hits.push_back({rule_, line.number, std::string(line.text)});
    }
    return true;
  }
  void set_rule(uint32_t rule) { rule_ = rule; }

  // Sorts each file's hits. Files do not move before take().
  std::vector<GatheredFile*> files() {
    std::vector<GatheredFile*> all;
    for (auto& [name, repository] : repositories_) {
      for (auto& [path, gathered] : repository.files) {
        std::stable_sort(
            gathered.file.hits.begin(), gathered.file.hits.end(),
            [](const EvidenceHit& a, const EvidenceHit& b) { return a.line < b.line; });
        all.push_back(&gathered);
      }
    }
    return all;
  }

  // Where wrappers are defined.
  WrapperPlaces wrapper_places() const {
    WrapperPlaces places;
    for (const auto& [name, repository] : repositories_) {
      for (const auto& [path, gathered] : repository.files) {
        if (!gathered.wrappers.empty()) places[name].insert(gathered.place);
      }
    }
    return places;
  }

  std::vector<RepositoryEvidence> take() {
    std::vector<RepositoryEvidence> all;
    for (auto& [name, repository] : repositories_) {
      RepositoryEvidence& evidence = all.emplace_back();
      evidence.repository = name;
      evidence.revision = std::move(repository.revision);
      for (auto& [path, gathered] : repository.files) {
        evidence.files.push_back(std::move(gathered.file));
        std::move(gathered.wrappers.begin(), gathered.wrappers.end(),
                  std::back_inserter(evidence.wrappers));
      }
    }
    return all;
  }

 private:
  struct Repository {
    std::string revision;
    std::map<std::string, GatheredFile, PathLess> files;
  };
  uint32_t rule_ = 0;
  std::map<std::string, Repository> repositories_;
};

// A file whose document must be read.
struct PythonFile {
  DocumentDigest digest;
  GatheredFile* file = nullptr;
  DocumentLocation location;
};

// Python files that have more than mentions. In others it does not matter what is text.
Result<std::vector<PythonFile>> python_files(const std::vector<GatheredFile*>& files,
                                             const std::vector<bool>& only_mentions,
                                             IndexReader* reader) {
  std::vector<PythonFile> found;
  for (GatheredFile* gathered : files) {
    const std::vector<EvidenceHit>& hits = gathered->file.hits;
    if (std::all_of(hits.begin(), hits.end(),
                    [&](const EvidenceHit& hit) { return only_mentions[hit.rule]; })) {
      continue;
    }
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* record, reader->file(gathered->place));
    if (record->language == kPythonLanguage) found.push_back({record->digest, gathered, {}});
  }
  return found;
}

// Files are read in storage order because neighbours share frames. Nothing after a file's last hit
// is read.
Status read_files(const Study& study, std::vector<PythonFile> files, IndexReader* content) {
  for (PythonFile& each : files) {
    TRAWL_ASSIGN_OR_RETURN(each.location, content->locate(each.digest, each.file->file.path));
  }
  std::sort(files.begin(), files.end(),
            [](const PythonFile& a, const PythonFile& b) { return a.location < b.location; });
  DocumentReader documents(content);
  std::string source;
  for (const PythonFile& each : files) {
    EvidenceFile& file = each.file->file;
    TRAWL_RETURN_IF_ERROR(documents.lines(each.location, 1, file.hits.back().line, &source));
    mark_text_hits(source, &file);
    find_wrappers(study, source, file, &each.file->wrappers);
  }
  return {};
}

}  // namespace

Result<std::vector<RepositoryEvidence>> collect_evidence(const Catalogue& catalogue,
                                                         const Study& study, IndexReader* reader) {
  EvidenceSink sink;
  std::vector<bool> only_mentions;
  for (uint32_t i = 0; i < catalogue.rules.size(); ++i) {
    RuleRequest request;
    request.rule = catalogue.rules[i].rule.name;
    request.needs.classes = true;
    sink.set_rule(i);
    TRAWL_RETURN_IF_ERROR(list_rule_hits(request, reader, &sink));
    only_mentions.push_back(study.only_mentions(i));
  }
  TRAWL_ASSIGN_OR_RETURN(std::vector<PythonFile> files,
                         python_files(sink.files(), only_mentions, reader));
  if (files.empty()) return sink.take();
  TRAWL_ASSIGN_OR_RETURN(IndexReader content, reader->with_families(kShowFamilies));
  TRAWL_RETURN_IF_ERROR(read_files(study, std::move(files), &content));
  const WrapperPlaces places = sink.wrapper_places();
  std::vector<RepositoryEvidence> all = sink.take();
  TRAWL_RETURN_IF_ERROR(add_wrapper_calls(study, places, &content, &all));
  return all;
}

}  // namespace trawl
