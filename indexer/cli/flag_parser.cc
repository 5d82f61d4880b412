#include "indexer/cli/flag_parser.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "indexer/cli/unknown_flag.h"

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

const Flag* find_flag(const std::vector<Flag>& flags, std::string_view name) {
  const auto found = std::find_if(flags.begin(), flags.end(),
                                  [name](const Flag& flag) { return flag.name == name; });
  return found == flags.end() ? nullptr : &*found;
}

// For a known flag whose value is missing, or that has a value and takes none. `name` is as Boost
// gives it: "--path" or "-j".
std::string describe_value_error(const po::invalid_command_line_syntax& error,
                                 const std::vector<Flag>& flags) {
  const std::string name = error.get_option_name();
  const auto found = std::find_if(flags.begin(), flags.end(), [&name](const Flag& flag) {
    return name == fmt::format("--{}", flag.name) || name == fmt::format("-{}", flag.letter);
  });
  if (found == flags.end() || found->is_switch()) {
    return fmt::format("{} takes no value: write it without =", name);
  }
  return fmt::format("{0} needs a value: {0} {1}", name, found->value);
}

Status check_once(const std::vector<Flag>& flags, const Arguments& arguments) {
  for (const Flag& flag : flags) {
    const size_t times = arguments.all(flag.name).size();
    if (!flag.once || times < 2) continue;
    return invalid_argument(fmt::format("--{} is given {} times: give it once", flag.name, times));
  }
  return {};
}

// Whether a command line that cannot be parsed asks for help.
bool asks_for_help(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::any_of(words.begin(), end,
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

}  // namespace

Result<Arguments> parse_arguments(const std::vector<Flag>& flags,
                                  const std::vector<std::string>& words,
                                  std::span<const Habit> habits) {
  Arguments arguments;
  std::string wrong;
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
      } else if (find_flag(flags, name) != nullptr) {
        arguments.add(name, option.value.empty() ? "" : option.value.front());
      } else {
        arguments.remove(std::string_view(name).substr(kUndo.size()));
      }
    }
  } catch (const po::unknown_option& error) {
    wrong = describe_unknown_flag(error.get_option_name(), flags, habits);
  } catch (const po::invalid_command_line_syntax& error) {
    wrong = describe_value_error(error, flags);
  } catch (const po::error& error) {
    wrong = std::string(error.what()) + " (--help lists the options)";
  }
  const std::string_view help = help_flag().name;
  if (!wrong.empty()) {
    if (find_flag(flags, help) == nullptr || !asks_for_help(words)) {
      return invalid_argument(std::move(wrong));
    }
    arguments = Arguments();
    arguments.add(help, "");
  }
  if (!arguments.has(help)) TRAWL_RETURN_IF_ERROR(check_once(flags, arguments));
  return arguments;
}

}  // namespace trawl
