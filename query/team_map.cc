#include "query/team_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/base/text.h"

namespace trawl {
namespace {

constexpr std::string_view kBlanks = " \t";

bool is_name(std::string_view text) {
  return !text.empty() && escape_control(text) == text && text.find('\t') == std::string::npos;
}

bool is_mapping(const YamlNode& node) {
  return node.kind == YamlNode::Kind::kMapping;
}

// The first word of `*text`, which loses it and the blanks behind it. A '\' quotes a blank.
std::string_view take_word(std::string_view* text) {
  size_t end = 0;
  while (end < text->size() && kBlanks.find((*text)[end]) == std::string_view::npos) {
    end += (*text)[end] == '\\' && end + 1 < text->size() ? 2 : 1;
  }
  const std::string_view word = text->substr(0, end);
  text->remove_prefix(std::min(text->find_first_not_of(kBlanks, end), text->size()));
  return word;
}

// The team that an owner names, "organisation/team" of `@organisation/team`: two organisations may
// have teams of one name. Else `@user` or an address of mail. Empty for what is none.
std::string_view team_of_owner(std::string_view owner) {
  if (!owner.starts_with('@')) return owner;
  return owner.ends_with('/') ? std::string_view() : owner.substr(1);
}

}  // namespace

Status TeamMap::Origin::error(const std::string& message) const {
  return invalid_argument(fmt::format("{}:{}: {}", file, line, message));
}

Result<TeamMap> TeamMap::parse(std::string_view text, const std::string& file) {
  TeamMap map;
  if (file.ends_with(".yaml") || file.ends_with(".yml")) {
    TRAWL_RETURN_IF_ERROR(map.parse_governance(text, file));
  } else if (file.ends_with("CODEOWNERS")) {
    TRAWL_RETURN_IF_ERROR(map.parse_code_owners(text, file));
  } else {
    TRAWL_RETURN_IF_ERROR(map.parse_lines(text, file));
  }
  if (map.teams().empty()) {
    return invalid_argument(file + ": it gives no repository a team");
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
// say nothing of repositories.
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
      return origin.error("no tab: a line is `repository<TAB>team`");
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

Status TeamMap::parse_code_owners(std::string_view text, const std::string& file) {
  for (const ListLine& line : list_lines(text)) {
    TRAWL_RETURN_IF_ERROR(add_code_owner(line.text, {file, line.number}));
  }
  return {};
}

// As GitHub reads a line: a pattern, then owners of which the first counts here; '#' begins a
// comment; '!' is not supported.
Status TeamMap::add_code_owner(std::string_view line, const Origin& origin) {
  line.remove_prefix(line.find_first_not_of(kBlanks));
  const std::string_view glob = take_word(&line);
  const std::string_view owner = take_word(&line);
  if (glob.starts_with('!')) return origin.error("CODEOWNERS has no '!': the last match decides");
  Result<IgnoreList> matcher = IgnoreList::parse({std::string(glob)});
  if (!matcher.is_ok()) return origin.error(matcher.status().message());
  std::string_view team;
  if (!owner.empty() && !owner.starts_with('#')) {
    team = team_of_owner(owner);
    if (!is_name(team)) return origin.error("an owner is @organisation/team, @user or an address");
  }
  patterns_.push_back({std::move(matcher).value(), std::string(team)});
  return {};
}

std::string_view TeamMap::team_of(std::string_view repository) const {
  const auto found = repositories_.find(repository);
  if (found != repositories_.end()) return found->second.team;
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (!pattern->matcher.excludes(repository, true)) continue;
    return pattern->team.empty() ? kUnknownTeam : std::string_view(pattern->team);
  }
  return kUnknownTeam;
}

std::vector<std::string> TeamMap::teams() const {
  std::vector<std::string> names;
  for (const auto& [repository, owned] : repositories_) names.push_back(owned.team);
  for (const Pattern& pattern : patterns_) {
    if (!pattern.team.empty()) names.push_back(pattern.team);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace trawl
