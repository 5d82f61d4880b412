#include "query/report/report_json.h"

#include <nlohmann/json.hpp>

#include "indexer/text/python_space.h"
#include "query/output/json_text.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

using Json = nlohmann::ordered_json;  // keeps fields in the order in which they are written

Json json_of(const Citations& where) {
  Json list = Json::array();
  for (const CitedLines& file : where) {
    list.push_back({{"path", file.path}, {"lines", file.lines}});
  }
  return list;
}

Json json_of(const Statement& statement) {
  return {{"text", statement.text}, {"where", json_of(statement.where)}};
}

Json json_of(const std::vector<Statement>& statements) {
  Json list = Json::array();
  for (const Statement& statement : statements) list.push_back(json_of(statement));
  return list;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json json_of(const Provenance& provenance) {
  const SnapshotBuild& build = provenance.build;
  const auto& seconds = build.published_unix_seconds;
  return {{"index", provenance.index},
          {"name", provenance.snapshot},
          {"built", seconds ? Json(*seconds) : Json()},
          {"roots", build.origin.roots},
          {"corpus", text_or_null(build.origin.corpus_file)},
          {"stale", provenance.stale}};
}

Json json_of(const Wrapper& wrapper) {
  return {{"function", wrapper_name(wrapper)}, {"path", wrapper.path}, {"line", wrapper.line}};
}

Json json_of(const std::optional<ProjectKind>& kind) {
  if (!kind) return Json();
  return {{"id", kind->id}, {"title", kind->title}, {"where", json_of(kind->where)}};
}

Json factors_of(const ProjectAnalysis& project) {
  Json list = Json::array();
  for (const Factor& factor : project.factors) {
    list.push_back({{"pattern", factor.pattern},
                    {"points", factor.points},
                    {"files", factor.files},
                    {"lines", factor.lines}});
  }
  return list;
}

Json patterns_of(const ProjectAnalysis& project) {
  Json list = Json::array();
  for (const Factor& factor : project.factors) {
    list.push_back(
        {{"id", factor.pattern}, {"title", factor.title}, {"where", json_of(factor.where)}});
  }
  return list;
}

Json files_of(const ProjectAnalysis& project) {
  Json list = Json::array();
  for (const AnalysedFile& file : project.files) {
    Json patterns = Json::array();
    for (const PatternFinding& pattern : file.patterns) {
      Json rules = Json::array();
      for (const RuleFinding& rule : pattern.rules) {
        rules.push_back({{"id", rule.rule}, {"message", rule.message}, {"lines", rule.lines}});
        if (rule.wrapper) rules.back()["calls"] = json_of(*rule.wrapper);
      }
      patterns.push_back({{"id", pattern.pattern}, {"rules", std::move(rules)}});
    }
    list.push_back({{"path", file.path},
                    {"class", study_class_name(file.study_class)},
                    {"occurrences", file.occurrences},
                    {"patterns", std::move(patterns)}});
  }
  return list;
}

Json occurrences_of(const ProjectAnalysis& project, const LinkTemplate& links) {
  Json list = Json::array();
  for (const Occurrence& each : project.occurrences) {
    list.push_back({{"path", each.path},
                    {"line", each.line},
                    {"text", std::string(strip_like_python(each.text))},
                    {"link", links.address({project.repository, each.path, project.revision, "",
                                            each.line})}});
  }
  return list;
}

Json json_of(const std::string& team, const ProjectAnalysis& project, const LinkTemplate& links) {
  return {{"repository", project.repository},
          {"revision", text_or_null(project.revision)},
          {"team", team},
          {"kind", json_of(project.kind)},
          {"deactivable", verdict_name(project.deactivable)},
          {"reason", json_of(project.reason)},
          {"complexity", project.complexity},
          {"points", project.points},
          {"level", project.level},
          {"factors", factors_of(project)},
          {"all_files", project.all_files()},
          {"files", files_of(project)},
          {"patterns", patterns_of(project)},
          {"challenges", json_of(project.challenges)},
          {"recommendations", json_of(project.recommendations)},
          {"occurrences", occurrences_of(project, links)},
          {"other_case", json_of(project.other_case)}};
}

}  // namespace

std::string json_report(const std::vector<TeamReport>& reports, const Provenance& provenance,
                        const LinkTemplate& links) {
  Json projects = Json::array();
  for (const TeamReport& report : reports) {
    for (const ProjectAnalysis& project : report.projects) {
      projects.push_back(json_of(report.team, project, links));
    }
  }
  const Json whole = {{"snapshot", json_of(provenance)}, {"projects", std::move(projects)}};
  return without_hidden_controls(whole.dump(1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace trawl
