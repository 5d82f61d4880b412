#include "indexer/cli/flag_parser.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <string_view>

namespace trawl {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUndo = "no-";

po::options_description options_of(const std::vector<Flag>& flags) {
  po::options_description options;
  for (const Flag& flag : flags) {
    std::string names(flag.name);
    if (flag.letter != '\0') names.append(",").push_back(flag.letter);
    if (flag.is_switch()) {
      options.add_options()(names.c_str(), "");
      options.add_options()((std::string(kUndo) + std::string(flag.name)).c_str(), "");
    } else {
      options.add_options()(names.c_str(), po::value<std::string>(), "");
    }
  }
  return options;
}

bool has_flag(const std::vector<Flag>& flags, std::string_view name) {
  return std::any_of(flags.begin(), flags.end(),
                     [name](const Flag& flag) { return flag.name == name; });
}

// For a command line that cannot be parsed.
bool asks_for_help(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::any_of(words.begin(), end,
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

}  // namespace

Result<Arguments> parse_arguments(const std::vector<Flag>& flags,
                                  const std::vector<std::string>& words) {
  Arguments arguments;
  try {
    namespace style = po::command_line_style;
    const po::options_description options = options_of(flags);
    const po::parsed_options parsed = po::command_line_parser(words)
                                          .options(options)
                                          .style(style::unix_style & ~style::allow_guessing)
                                          .run();
    for (const po::option& option : parsed.options) {
      const std::string& name = option.string_key;  // empty for words that are not flags
      if (name.empty()) {
        for (const std::string& word : option.value) arguments.add_positional(word);
      } else if (has_flag(flags, name)) {
        arguments.add(name, option.value.empty() ? "" : option.value.front());
      } else {
        arguments.remove(std::string_view(name).substr(kUndo.size()));
      }
    }
  } catch (const po::error& error) {
    const std::string_view help = help_flag().name;
    if (!has_flag(flags, help) || !asks_for_help(words)) {
      return invalid_argument(std::string(error.what()) + " (--help lists the flags)");
    }
    arguments = Arguments();
    arguments.add(help, "");
  }
  return arguments;
}

}  // namespace trawl
