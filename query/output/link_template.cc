#include "query/output/link_template.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace trawl {
namespace {

struct Preset {
  std::string_view name;
  std::string_view text;
  std::string_view revision_text;  // for a repository whose revision is known
};

// Gitea's path has a word for what a revision is: "commit" or "tag". A placeholder of presets
// alone.
constexpr std::string_view kRevisionKind = "kind";

// The anchors and paths of these servers, as in Zoekt's templates; the hosts are OpenStack's.
constexpr std::array<Preset, 6> kPresets = {{
    {"beagle", "https://opendev.org/{repository}/src/branch/master/{path}#n{line} : {text}",
     "https://opendev.org/{repository}/src/{kind}/{revision}/{path}#n{line} : {text}"},
    {"gitea", "https://opendev.org/{repository}/src/branch/master/{path}#L{line} : {text}",
     "https://opendev.org/{repository}/src/{kind}/{revision}/{path}#L{line} : {text}"},
    {"github", "https://github.com/{repository}/blob/master/{path}#L{line} : {text}",
     "https://github.com/{repository}/blob/{revision}/{path}#L{line} : {text}"},
    {"gitlab", "https://gitlab.com/{repository}/-/blob/master/{path}#L{line} : {text}",
     "https://gitlab.com/{repository}/-/blob/{revision}/{path}#L{line} : {text}"},
    {"cgit", "https://git.openstack.org/cgit/{repository}/tree/{path}#n{line} : {text}",
     "https://git.openstack.org/cgit/{repository}/tree/{path}?id={revision}#n{line} : {text}"},
    {"gitiles",
     "https://opendev.googlesource.com/{repository}/+/refs/heads/master/{path}#{line} : {text}",
     "https://opendev.googlesource.com/{repository}/+/{revision}/{path}#{line} : {text}"},
}};

// Whether it looks like the id of a commit: a whole one (SHA-1 or SHA-256), or one cut to no fewer
// digits than git shows, with a letter among them, unlike a date. All else is taken for a tag.
bool is_commit(std::string_view revision) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  constexpr size_t kFewest = 7;
  constexpr size_t kSha1 = 40;
  constexpr size_t kMost = 64;
  if (revision.size() < kFewest || revision.size() > kMost ||
      revision.find_first_not_of(kHexDigits) != std::string_view::npos) {
    return false;
  }
  return revision.size() >= kSha1 || revision.find_first_of("abcdef") != std::string_view::npos;
}

Status wrong(std::string why) {
  return invalid_argument(std::move(why)).with_context(in_option(Term::kLinkTemplate));
}

Status unknown_placeholder(std::string_view name) {
  return wrong(
      fmt::format("unknown placeholder {{{}}}: "
                  "use {{repository}}, {{path}}, {{revision}}, {{line}}, {{text}}",
                  name));
}

}  // namespace

void append_url_path(std::string_view path, std::string* out) {
  constexpr std::string_view kKept = "-._~/";
  for (const char c : path) {
    const bool alphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (alphanumeric || kKept.find(c) != std::string_view::npos) {
      out->push_back(c);
    } else {
      *out += fmt::format("%{:02X}", static_cast<uint8_t>(c));
    }
  }
}

Result<LinkTemplate> LinkTemplate::parse(std::string_view name_or_template) {
  LinkTemplate result;
  const auto preset = std::find_if(kPresets.begin(), kPresets.end(), [&](const Preset& each) {
    return each.name == name_or_template;
  });
  if (preset != kPresets.end()) {
    TRAWL_ASSIGN_OR_RETURN(result.parts_, parse_parts(preset->text));
    TRAWL_ASSIGN_OR_RETURN(result.revision_parts_, parse_parts(preset->revision_text));
    result.names_revision_ = true;
    result.encodes_ = preset->name != "beagle";
    return result;
  }
  TRAWL_ASSIGN_OR_RETURN(result.parts_, parse_parts(name_or_template));
  if (result.parts_.empty() ||
      (result.parts_.size() == 1 && result.parts_.front().field == Field::kLiteral)) {
    return wrong(
        fmt::format("'{}' is not a preset (beagle, gitea, github, gitlab, cgit, gitiles) "
                    "and has no placeholder such as {{path}}",
                    name_or_template));
  }
  for (const Part& part : result.parts_) {
    // Only a preset knows that the server has such a word.
    if (part.field == Field::kRevisionKind) return unknown_placeholder(kRevisionKind);
    result.names_revision_ |= part.field == Field::kRevision;
  }
  return result;
}

Result<std::vector<LinkTemplate::Part>> LinkTemplate::parse_parts(std::string_view text) {
  std::vector<Part> parts;
  std::string_view rest = text;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    if (open != 0) parts.push_back({Field::kLiteral, std::string(rest.substr(0, open))});
    if (open == std::string_view::npos) break;
    const size_t close = rest.find('}', open);
    if (close == std::string_view::npos) {
      return wrong(fmt::format("a '{{' without '}}' in '{}'", text));
    }
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    std::optional<Field> field;
    if (name == "repository") field = Field::kRepository;
    if (name == "path") field = Field::kPath;
    if (name == "revision") field = Field::kRevision;
    if (name == kRevisionKind) field = Field::kRevisionKind;
    if (name == "line") field = Field::kLine;
    if (name == "text") field = Field::kText;
    if (!field) return unknown_placeholder(name);
    parts.push_back({*field, {}});
    rest.remove_prefix(close + 1);
  }
  return parts;
}

void LinkTemplate::append(const LinkFields& fields, std::string* out) const {
  fill(fields, encodes_, out);
}

std::string LinkTemplate::address(const LinkFields& fields) const {
  LinkFields without_text = fields;
  without_text.text = {};
  std::string address;
  fill(without_text, true, &address);
  return address.substr(0, address.find_last_not_of(" :") + 1);
}

void LinkTemplate::fill(const LinkFields& fields, bool encodes, std::string* out) const {
  const auto append_name = [&](std::string_view name) {
    if (encodes) {
      append_url_path(name, out);
    } else {
      *out += name;
    }
  };
  const bool at_revision = !fields.revision.empty() && !revision_parts_.empty();
  for (const Part& part : at_revision ? revision_parts_ : parts_) {
    switch (part.field) {
      case Field::kLiteral:
        *out += part.literal;
        break;
      case Field::kRepository:
        append_name(fields.repository);
        break;
      case Field::kPath:
        append_name(fields.path);
        break;
      case Field::kRevision:
        append_name(fields.revision.empty() ? kNoRevision : fields.revision);
        break;
      case Field::kRevisionKind:
        *out += is_commit(fields.revision) ? "commit" : "tag";
        break;
      case Field::kLine:
        *out += std::to_string(fields.line);
        break;
      case Field::kText:
        *out += fields.text;
        break;
    }
  }
}

}  // namespace trawl
