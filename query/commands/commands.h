// The subcommands of `trawl`. Each takes what follows its name and gives the program's exit code: 0
// found, 1 nothing found, 2 an error, which is one line on standard error.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/command_line.h"
#include "indexer/base/command_words.h"
#include "indexer/base/status.h"
#include "query/read/index_reader.h"

namespace trawl {

inline constexpr int kFound = 0;
inline constexpr int kNotFoundExit = 1;
inline constexpr int kError = 2;

int run_search_command(const std::vector<std::string>& words);
int run_list_command(const std::vector<std::string>& words);
int run_files_command(const std::vector<std::string>& words);
int run_show_command(const std::vector<std::string>& words);
int run_report_command(const std::vector<std::string>& words);

// Flags that several subcommands share.
Flag snapshot_flag();
Flag repo_flag();
std::vector<Flag> selection_flags();  // --repo, --path
std::vector<Flag> output_flags();     // those that result_output.h explains

// Prints "trawl: message" to standard error, as one line that cannot drive a terminal: messages
// name files and repositories.
void print_message(const std::string& message);
// Prints the status' message, in the words of the command line, and gives kError.
int report_error(const Status& status, Vocabulary words = command_words);
// The index and the snapshot that the flags name, with the families that the command reads. It
// stays open until the process ends: closing it takes longer (2 ms for 23 tables) than many a
// search, and the system takes back what it holds.
Result<IndexReader*> open_index(const Arguments& arguments, std::span<const Family> families);
// Warns of every repository whose last build could not read it.
Status warn_of_stale_repositories(IndexReader* reader);

// What a command does first: flags parsed, help printed, the number of words checked. `exit_code`
// is set when there is nothing left to do. `words_wanted` says which words ("one PATTERN"), or, of
// a command that takes none, what to give instead.
struct CommandStart {
  Arguments arguments;
  std::optional<int> exit_code;
};
CommandStart start_command(const std::string& usage, const std::vector<Flag>& flags,
                           const std::vector<std::string>& words, size_t least_words,
                           size_t most_words, const char* words_wanted);

}  // namespace trawl
