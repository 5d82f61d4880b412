#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "indexer/cli/completed_words.h"
#include "indexer/cli/generated_text.h"
#include "indexer/cli/help_text.h"

namespace trawl {
namespace {

// The order in which a page lists them.
constexpr std::array<std::string_view, 6> kGroups = {flag_group::kInput,     flag_group::kMatching,
                                                     flag_group::kFilter,    flag_group::kOutput,
                                                     flag_group::kResources, flag_group::kGeneral};

// Text that troff prints unchanged: otherwise it would print other characters for these, and take a
// line that begins with a dot or an apostrophe for a request.
std::string literal(std::string_view text) {
  std::string result;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line && c == '.') result += "\\&";
    begins_line = c == '\n';
    switch (c) {
      case '\\':
        result += "\\e";
        break;
      case '-':
        result += "\\-";
        break;
      case '\'':
        result += "\\(aq";
        break;
      case '`':
        result += "\\(ga";
        break;
      case '^':
        result += "\\(ha";
        break;
      case '~':
        result += "\\(ti";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string bold(std::string_view text) {
  return fmt::format("\\fB{}\\fR", literal(text));
}

// Paragraphs are filled, except those with indented lines. The first one follows a heading.
std::string paragraphs(std::string_view text, std::string_view before = ".PP\n") {
  std::string result;
  while (!text.empty()) {
    const size_t end = std::min(text.find("\n\n"), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    const bool as_it_is = one.starts_with(' ') || one.find("\n ") != std::string_view::npos;
    result += before;
    result += as_it_is ? fmt::format(".nf\n{}\n.fi\n", literal(one)) : literal(one) + "\n";
    before = ".PP\n";
  }
  return result;
}

std::string example_blocks(const Command& command) {
  std::string text;
  for (const Example& example : command.examples) {
    text += fmt::format(".PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", bold(example.line));
    if (!example.meaning.empty()) text += fmt::format(".RS 8\n{}\n.RE\n", literal(example.meaning));
  }
  return text;
}

std::string describe_flag(const Flag& flag) {
  std::string text = ".TP\n";
  if (flag.letter != '\0') text += bold(std::string("-") + flag.letter) + ", ";
  text += bold("--" + std::string(flag.name));
  if (!flag.is_switch()) text += fmt::format(" \\fI{}\\fR", literal(flag.value));
  text += "\n" + literal(flag.help);
  if (!flag.otherwise.empty()) text += fmt::format(" (default: {})", literal(flag.otherwise));
  return text + "\n";
}

std::string flags_by_group(const std::vector<CompletedFlag>& flags) {
  std::string text;
  for (const std::string_view group : kGroups) {
    std::string lines;
    for (const CompletedFlag& completed : flags) {
      if (completed.flag.group == group) lines += describe_flag(completed.flag);
    }
    if (!lines.empty()) text += fmt::format(".PP\n.I {}\n{}", group, lines);
  }
  return text;
}

std::string synopsis_line(const Program& program, std::string_view words) {
  const size_t end = std::min(words.find(' '), words.size());
  return fmt::format("{} {}{}", bold(program.name), bold(words.substr(0, end)),
                     literal(words.substr(end)));
}

// The lines of a synopsis, without the program's name.
std::vector<std::string> synopsis_of(const Command& command, std::string_view path) {
  if (command.synopsis.empty()) return {fmt::format("{} {}", path, command.usage)};
  return {command.synopsis.begin(), command.synopsis.end()};
}

// A command with a description of its own is a section.
std::string sections_of(const Program& program, const Command& command, const std::string& parent,
                        const std::vector<CompletedCommand>& all) {
  const std::string path = parent + "/" + std::string(command.name);
  std::string typed = path.substr(1);
  std::replace(typed.begin(), typed.end(), '/', ' ');
  std::string text;
  if (!command.description.empty()) {
    text += fmt::format(".SS {}\n", literal(typed)) + paragraphs(command.description, "") +
            example_blocks(command) + paragraphs(command.notes) + paragraphs(command.exit_codes);
    const auto same = std::find_if(
        all.begin(), all.end(), [&path](const CompletedCommand& one) { return one.path == path; });
    if (same != all.end()) {
      text += paragraphs(program.flags_heading) + flags_by_group(same->flags);
    }
  }
  for (const Command& nested : command.commands) text += sections_of(program, nested, path, all);
  return text;
}

}  // namespace

std::string manual_page(const Program& program) {
  std::string capitals(program.name);
  std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  std::string text = fmt::format(".TH {} 1 \"\" \"{} {}\" \"User Commands\"\n", literal(capitals),
                                 literal(program.name), literal(program.version));
  // No hyphenation, which would break paths, and no lines stretched to the margin.
  text += ".nh\n.ad l\n";
  text += fmt::format(".SH NAME\n{} \\- {}\n.SH SYNOPSIS\n", literal(program.name),
                      literal(program.summary));
  for (const Command& command : program.commands) {
    for (const std::string& line : synopsis_of(command, command.name)) {
      text += synopsis_line(program, line) + "\n.br\n";
    }
  }
  text += fmt::format("{} {}\n", bold(program.name), literal("--help|--version|--generate FORM"));
  const std::vector<CompletedCommand> all = completed_commands(program);
  text += ".SH COMMANDS\n";
  for (const Command& command : program.commands) {
    text += fmt::format(".TP\n{}\n{}\n", bold(command.name), literal(command.summary));
  }
  for (const Command& command : program.commands) text += sections_of(program, command, "", all);
  std::string flags;
  for (const CompletedFlag& completed : all.front().flags) flags += describe_flag(completed.flag);
  return text + ".SH FLAGS WITHOUT A COMMAND\n" + flags;
}

}  // namespace trawl
