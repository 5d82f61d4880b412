// The program `trawl`: reads an index. Exit codes: 0 found, 1 nothing found, 2 an error.
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "indexer/base/open_files.h"
#include "query/commands/commands.h"

namespace trawl {
namespace {

constexpr const char* kUsage = R"(trawl: where does this occur? Across every repository of an index

  trawl search [FLAG]... PATTERN             every line that matches
  trawl list [FLAG]... [CATALOGUE/]RULE      every hit of a rule that the index has
  trawl files [FLAG]... [REGEX]              the files of the index, or those it skipped
  trawl show [FLAG]... REPOSITORY/PATH       a file from the index
  trawl report --catalogue NAME [FLAG]...    what the hits of a catalogue mean, team by team

trawl COMMAND --help explains a command. --version prints the version. Indexes are made by trawl-index build.
)";

struct Command {
  const char* name;
  int (*run)(const std::vector<std::string>&);
};

constexpr std::array<Command, 5> kCommands = {{{"search", run_search_command},
                                               {"list", run_list_command},
                                               {"files", run_files_command},
                                               {"show", run_show_command},
                                               {"report", run_report_command}}};

int run(const std::vector<std::string>& words) {
  if (words.empty()) {
    std::fputs(kUsage, stderr);
    return kError;
  }
  const std::string& name = words.front();
  if (name == "--help" || name == "-h" || name == "help") {
    std::fputs(kUsage, stdout);
    return kFound;
  }
  if (name == "--version" || name == "-V") {
    std::fputs("trawl " TRAWL_VERSION "\n", stdout);
    return kFound;
  }
  for (const Command& command : kCommands) {
    if (name == command.name) return command.run({words.begin() + 1, words.end()});
  }
  return report_error(invalid_argument("no command '" + name +
                                       "': search, list, files, show or report (--help explains)"));
}

}  // namespace
}  // namespace trawl

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe ends the output quietly
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is then an error of the write
  trawl::raise_open_files_limit();
  const int code = trawl::run({argv + 1, argv + argc});
  // Without destructors of statics: there, libraries join the idle threads they keep, and the index
  // would be closed.
  std::fflush(nullptr);
  std::_Exit(code);
}
