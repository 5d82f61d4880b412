#include "query/report/teams/team_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/text/control_characters.h"
#include "indexer/text/list_lines.h"

namespace trawl {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && escape_control(text) == text && text.find('\t') == std::string::npos;
}

bool is_mapping(const YamlNode& node) {
  return node.kind == YamlNode::Kind::kMapping;
}

}  // namespace

Status TeamMap::Origin::error(const std::string& message) const {
  return invalid_argument(message).with_context(in_file(file, line));
}

Result<TeamMap> TeamMap::parse(std::string_view text, const std::string& file) {
  TeamMap map;
  if (has_yaml_name(file)) {
    TRAWL_RETURN_IF_ERROR(map.parse_governance(text, file));
  } else if (file.ends_with("CODEOWNERS")) {
    TRAWL_ASSIGN_OR_RETURN(map.code_owners_, CodeOwners::parse(text, file));
  } else {
    TRAWL_RETURN_IF_ERROR(map.parse_lines(text, file));
  }
  if (map.teams().empty()) {
    return invalid_argument("it gives no repository a team" + map.file_patterns_text())
        .with_context(in_file(file));
  }
  return map;
}

Status TeamMap::add(std::string repository, std::string team, const Origin& origin) {
  const auto [place, is_new] =
      repositories_.try_emplace(std::move(repository), Owned{team, origin.line});
  if (is_new || place->second.team == team) return {};
  return origin.error(fmt::format("{} is of team {} here, and of team {} in line {}", place->first,
                                  team, place->second.team, place->second.line));
}

// team: {deliverables: {deliverable: {repos: [repository, ...]}}}, and fields about people, which
// do not concern repositories.
Status TeamMap::parse_governance(std::string_view text, const std::string& file) {
  TRAWL_ASSIGN_OR_RETURN(const YamlFile yaml, YamlFile::parse(text, file));
  if (!is_mapping(yaml.root())) return yaml.error(yaml.root().line, "the file must name teams");
  for (const YamlField& team : yaml.root().fields) {
    if (!is_name(team.key)) return yaml.error(team.line, "no name of a team");
    if (!is_mapping(team.value)) {
      return yaml.error(team.line, fmt::format("team {} must have fields", team.key));
    }
    const YamlNode* deliverables = team.value.find("deliverables");
    if (deliverables == nullptr || deliverables->kind == YamlNode::Kind::kNull) continue;
    if (!is_mapping(*deliverables)) {
      return yaml.error(deliverables->line, "`deliverables` must be fields `name: {repos: [...]}`");
    }
    for (const YamlField& deliverable : deliverables->fields) {
      TRAWL_RETURN_IF_ERROR(add_deliverable(deliverable, team.key, yaml, file));
    }
  }
  return {};
}

Status TeamMap::add_deliverable(const YamlField& deliverable, const std::string& team,
                                const YamlFile& yaml, const std::string& file) {
  if (!is_mapping(deliverable.value)) {
    return yaml.error(deliverable.line,
                      fmt::format("deliverable {} must have fields", deliverable.key));
  }
  const YamlNode* repositories = deliverable.value.find("repos");
  if (repositories == nullptr || repositories->kind == YamlNode::Kind::kNull) return {};
  if (repositories->kind != YamlNode::Kind::kSequence) {
    return yaml.error(repositories->line, "`repos` must be a list");
  }
  for (const YamlNode& item : repositories->items) {
    TRAWL_ASSIGN_OR_RETURN(std::string name, yaml.text(item, "an item of `repos`"));
    TRAWL_RETURN_IF_ERROR(add(std::move(name), team, {file, item.line}));
  }
  return {};
}

Status TeamMap::parse_lines(std::string_view text, const std::string& file) {
  for (const ListLine& line : list_lines(text)) {
    const Origin origin{file, line.number};
    const size_t tab = line.text.find('\t');
    if (tab == std::string_view::npos) {
      return origin.error(
          "no tab: a line is `repository<TAB>team`, "
          "unless the file's name ends in CODEOWNERS, .yaml or .yml");
    }
    const std::string_view repository = line.text.substr(0, tab);
    const std::string_view team = line.text.substr(tab + 1);
    for (const std::string_view name : {repository, team}) {
      if (!is_name(name) || has_outer_blank(name)) {
        return origin.error(fmt::format("'{}' is no name of a {}", escape_control(name),
                                        name.data() == team.data() ? "team" : "repository"));
      }
    }
    TRAWL_RETURN_IF_ERROR(add(std::string(repository), std::string(team), origin));
  }
  return {};
}

std::string_view TeamMap::team_of(std::string_view repository) const {
  const auto found = repositories_.find(repository);
  if (found != repositories_.end()) return found->second.team;
  const std::string_view owner = code_owners_.owner_of(repository);
  return owner.empty() ? kUnknownTeam : owner;
}

std::vector<std::string> TeamMap::teams() const {
  std::vector<std::string> names = code_owners_.owners();
  for (const auto& [repository, owned] : repositories_) names.push_back(owned.team);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string TeamMap::file_patterns_text() const {
  const std::vector<std::string>& patterns = code_owners_.file_patterns();
  if (patterns.empty()) return "";
  return fmt::format("; {} of its patterns {} of files, such as {}, which are of no repository",
                     patterns.size(), patterns.size() == 1 ? "is" : "are", patterns.front());
}

}  // namespace trawl
