#include "query/evidence.h"

#include <algorithm>
#include <map>
#include <utility>

#include "indexer/format/tree.h"
#include "query/results.h"
#include "query/rule_hits.h"

namespace trawl {
namespace {

struct PathLess {
  bool operator()(const std::string& a, const std::string& b) const { return path_less(a, b); }
};

// Gathers the hits of one rule after the other, by repository and path.
class EvidenceSink : public ResultSink {
 public:
  Result<bool> file(const FileResult& result) override {
    Repository& repository = repositories_[std::string(result.repository)];
    repository.revision = result.revision;
    EvidenceFile& file = repository.files[std::string(result.path)];
    file.path = result.path;
    file.file_class = result.file_class;
    for (const LineResult& line : result.lines) {
      file.hits.push_back({rule_, line.line, std::string(line.text)});
    }
    return true;
  }
  void set_rule(uint32_t rule) { rule_ = rule; }

  std::vector<RepositoryEvidence> take() {
    std::vector<RepositoryEvidence> all;
    for (auto& [name, repository] : repositories_) {
      RepositoryEvidence& evidence = all.emplace_back();
      evidence.repository = name;
      evidence.revision = std::move(repository.revision);
      for (auto& [path, file] : repository.files) {
        std::stable_sort(
            file.hits.begin(), file.hits.end(),
            [](const EvidenceHit& a, const EvidenceHit& b) { return a.line < b.line; });
        evidence.files.push_back(std::move(file));
      }
    }
    return all;
  }

 private:
  struct Repository {
    std::string revision;
    std::map<std::string, EvidenceFile, PathLess> files;
  };
  uint32_t rule_ = 0;
  std::map<std::string, Repository> repositories_;
};

}  // namespace

Result<std::vector<RepositoryEvidence>> collect_evidence(const Catalogue& catalogue,
                                                         IndexReader* reader) {
  EvidenceSink sink;
  for (uint32_t i = 0; i < catalogue.rules.size(); ++i) {
    RuleRequest request;
    request.rule = catalogue.rules[i].rule.name;
    request.with_classes = true;
    sink.set_rule(i);
    TRAWL_RETURN_IF_ERROR(list_rule_hits(request, reader, &sink));
  }
  return sink.take();
}

}  // namespace trawl
