#include "query/output/link_template.h"

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace trawl {
namespace {

struct Preset {
  std::string_view name;
  std::string_view text;
};

// The anchors and paths of these servers, as in Zoekt's templates; the hosts are OpenStack's.
constexpr std::array<Preset, 6> kPresets = {{
    {"beagle", "https://opendev.org/{repository}/src/branch/master/{path}#n{line} : {text}"},
    {"gitea", "https://opendev.org/{repository}/src/branch/master/{path}#L{line} : {text}"},
    {"github", "https://github.com/{repository}/blob/master/{path}#L{line} : {text}"},
    {"gitlab", "https://gitlab.com/{repository}/-/blob/master/{path}#L{line} : {text}"},
    {"cgit", "https://git.openstack.org/cgit/{repository}/tree/{path}#n{line} : {text}"},
    {"gitiles",
     "https://opendev.googlesource.com/{repository}/+/refs/heads/master/{path}#{line} : {text}"},
}};

Status wrong(std::string why) {
  return invalid_argument(std::move(why)).with_context(in_option(Term::kLinkTemplate));
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
  std::string_view rest = name_or_template;
  for (const Preset& preset : kPresets) {
    if (preset.name != name_or_template) continue;
    rest = preset.text;
    result.encodes_ = preset.name != "beagle";
  }
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    if (open != 0) result.parts_.push_back({Field::kLiteral, std::string(rest.substr(0, open))});
    if (open == std::string_view::npos) break;
    const size_t close = rest.find('}', open);
    if (close == std::string_view::npos) {
      return wrong(fmt::format("a '{{' without '}}' in '{}'", name_or_template));
    }
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    std::optional<Field> field;
    if (name == "repository") field = Field::kRepository;
    if (name == "path") field = Field::kPath;
    if (name == "revision") field = Field::kRevision;
    if (name == "line") field = Field::kLine;
    if (name == "text") field = Field::kText;
    if (!field) {
      return wrong(
          fmt::format("no placeholder {{{}}}: "
                      "use {{repository}}, {{path}}, {{revision}}, {{line}}, {{text}}",
                      name));
    }
    result.parts_.push_back({*field, {}});
    rest.remove_prefix(close + 1);
  }
  if (result.parts_.empty() ||
      (result.parts_.size() == 1 && result.parts_.front().field == Field::kLiteral)) {
    return wrong(
        fmt::format("'{}' is no preset (beagle, gitea, github, gitlab, cgit, gitiles) "
                    "and has no placeholder",
                    name_or_template));
  }
  return result;
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
  for (const Part& part : parts_) {
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
