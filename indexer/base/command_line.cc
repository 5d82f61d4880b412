#include "indexer/base/command_line.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

#include "indexer/text/quantities.h"

namespace trawl {
namespace {

namespace po = boost::program_options;

// Where the explanation of a flag begins in a help text.
constexpr size_t kHelpColumn = 28;

po::options_description options_of(const std::vector<Flag>& flags) {
  po::options_description options;
  for (const Flag& flag : flags) {
    const std::string names = flag.letter == '\0' ? flag.name : flag.name + "," + flag.letter;
    if (flag.value.empty()) {
      options.add_options()(names.c_str(), "");
      options.add_options()(("no-" + flag.name).c_str(), "");
    } else {
      options.add_options()(names.c_str(), po::value<std::string>(), "");
    }
  }
  return options;
}

const Flag* find_flag(const std::vector<Flag>& flags, std::string_view name) {
  for (const Flag& flag : flags) {
    if (flag.name == name) return &flag;
  }
  return nullptr;
}

// For a command line that cannot be parsed.
bool asks_for_help(const std::vector<Flag>& flags, const std::vector<std::string>& words) {
  if (find_flag(flags, "help") == nullptr) return false;
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::any_of(words.begin(), end,
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

}  // namespace

std::optional<std::string> Arguments::get(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

Result<Arguments> parse_arguments(const std::vector<Flag>& flags,
                                  const std::vector<std::string>& words) {
  Arguments arguments;
  try {
    namespace style = po::command_line_style;
    const po::options_description options = options_of(flags);
    // Parsed, not stored: storing refuses repeats. Positional words come as options without a name.
    const po::parsed_options parsed = po::command_line_parser(words)
                                          .options(options)
                                          .style(style::unix_style & ~style::allow_guessing)
                                          .run();
    for (const po::option& option : parsed.options) {
      if (option.string_key.empty()) {
        arguments.positional_.insert(arguments.positional_.end(), option.value.begin(),
                                     option.value.end());
        continue;
      }
      const Flag* flag = find_flag(flags, option.string_key);
      if (flag == nullptr) {  // --no-X
        arguments.values_.erase(option.string_key.substr(3));
        continue;
      }
      arguments.values_[flag->name].push_back(option.value.empty() ? "" : option.value.front());
    }
  } catch (const po::error& error) {
    if (asks_for_help(flags, words)) {
      arguments = Arguments();
      arguments.values_["help"].emplace_back();
      return arguments;
    }
    return invalid_argument(std::string(error.what()) + " (--help lists the flags)");
  }
  return arguments;
}

std::string describe_flags(const std::vector<Flag>& flags) {
  std::string text;
  for (const Flag& flag : flags) {
    std::string names = flag.letter == '\0' ? "      " : fmt::format("  -{}, ", flag.letter);
    names += "--" + flag.name;
    if (!flag.value.empty()) names += " " + flag.value;
    if (names.size() + 2 > kHelpColumn) names += "\n" + std::string(kHelpColumn, ' ');
    text += fmt::format("{:<{}}{}\n", names,
                        names.find('\n') == std::string::npos ? kHelpColumn : 0, flag.help);
  }
  return text;
}

Flag index_flag() {
  return {"index", '\0', "DIR", false,
          "the index (default: $TRAWL_INDEX, else $XDG_DATA_HOME/trawl/index)"};
}

Flag help_flag() {
  return {"help", 'h', "", false, "print this and exit"};
}

Result<std::string> index_directory(const Arguments& arguments) {
  if (const auto given = arguments.get("index")) {
    if (given->empty()) return invalid_argument("--index must not be empty");
    return *given;
  }
  const auto variable = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (const std::string given = variable("TRAWL_INDEX"); !given.empty()) return given;
  // Relative ones are to be ignored, says the XDG Base Directory Specification.
  if (const std::string data = variable("XDG_DATA_HOME"); data.starts_with('/')) {
    return data + "/trawl/index";
  }
  const std::string home = variable("HOME");
  if (home.empty()) {
    return invalid_argument(
        "no default place for the index is known, as $HOME is not set: name it with --index DIR");
  }
  return home + "/.local/share/trawl/index";
}

Result<uint64_t> size_argument(const Arguments& arguments, std::string_view name,
                               uint64_t otherwise) {
  const std::optional<std::string> text = arguments.get(name);
  uint64_t bytes = otherwise;
  if (text && !parse_size(*text, &bytes)) {
    return invalid_argument(
        fmt::format("--{} {}: not a size; write bytes, or 64M, 1G", name, *text));
  }
  return bytes;
}

Result<uint64_t> number_argument(const Arguments& arguments, std::string_view name, uint64_t least,
                                 uint64_t most, uint64_t otherwise) {
  const std::optional<std::string> text = arguments.get(name);
  if (!text) return otherwise;
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || number < least ||
      number > most) {
    return invalid_argument(
        fmt::format("--{} {}: not a number from {} to {}", name, *text, least, most));
  }
  return number;
}

}  // namespace trawl
