#include "tests/indexer/upkeep/sample_rules.h"

#include <fstream>
#include <utility>

#include "indexer/upkeep/rule_publication.h"
#include "query/hits/rule_hits.h"

namespace trawl {
namespace {

class Lines : public ResultSink {
 public:
  Result<bool> file(const FileResult& result) override {
    for (const Line& line : result.lines) {
      all.push_back(std::string(result.repository) + "/" + std::string(result.path) + ":" +
                    std::to_string(line.number) + ":" + std::string(line.text));
    }
    return true;
  }
  std::vector<std::string> all;
};

}  // namespace

RuleFile rule_file(std::string_view lines) {
  return rule_file(parse_rules(lines, "rules").value());
}

RuleFile rule_file(std::vector<Rule> rules) {
  RuleFile file;
  file.path = "rules";
  file.lines.resize(rules.size());
  file.rules = std::move(rules);
  return file;
}

RuleFile catalogue_file(const std::string& text) {
  const TemporaryDirectory directory;
  std::ofstream(directory / "c.yaml") << text;
  return read_rule_file(directory / "c.yaml").value();
}

std::string rule_text(const std::string& id, const std::string& regex) {
  return "  - {id: " + id + ", message: m, severity: INFO, languages: [generic], pattern-regex: '" +
         regex + "'}\n";
}

std::string catalogue_text(const std::string& rules) {
  return "catalogue: c\nmessage: m\nrules:\n" + rules;
}

Result<std::vector<std::string>> list(IndexReader* reader, const std::string& rule) {
  RuleRequest request;
  request.rule = rule;
  Lines lines;
  TRAWL_RETURN_IF_ERROR(list_rule_hits(request, reader, &lines));
  return lines.all;
}

Result<std::vector<std::string>> list(const BuiltIndex& index, const std::string& rule,
                                      const std::string& name, const std::string& snapshot) {
  TRAWL_ASSIGN_OR_RETURN(IndexReader reader, IndexReader::open(index.directory(name), snapshot));
  return list(&reader, rule);
}

IndexDump hits_of(const BuiltIndex& index, const std::string& name) {
  IndexDump hits;
  const size_t head = std::string("hits ").size() + 2 * SegmentId::kBytes;
  for (const auto& [key, value] : index.dump(name)) {
    if (key.starts_with("hits ")) hits[key.substr(head)] = value;
  }
  return hits;
}

}  // namespace trawl
