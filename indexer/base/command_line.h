// Command lines as both programs take them: the last of repeated flags wins, --no-X undoes --X, and
// an error is one line that names the flag. Parsing is Boost.Program_options'; this is what it
// lacks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// One flag: its help and its parsing come from here alone.
struct Flag {
  std::string name;    // "max-file-size", without dashes
  char letter = '\0';  // 'i' for -i, or none
  std::string value;  // "SIZE": the flag takes a value; empty: it is a switch, and has a --no- form
  bool repeats = false;  // every value counts, not the last alone
  std::string help;      // one sentence
};

// What a command line said.
class Arguments {
 public:
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  // The last value given, or nullopt.
  std::optional<std::string> get(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  const std::vector<std::string>& positional() const { return positional_; }

 private:
  friend Result<Arguments> parse_arguments(const std::vector<Flag>&,
                                           const std::vector<std::string>&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> positional_;
};

// Parses what follows the subcommand. "--" ends the flags. kInvalidArgument for an unknown flag, a
// missing value, a value where none is taken; but whoever asks for --help gets it, alone, whatever
// else is wrong.
Result<Arguments> parse_arguments(const std::vector<Flag>& flags,
                                  const std::vector<std::string>& words);

// The flags as lines of a help text, in their order.
std::string describe_flags(const std::vector<Flag>& flags);

// Flags of every command.
Flag index_flag();
Flag help_flag();

// The index directory: --index, $TRAWL_INDEX, $XDG_DATA_HOME/trawl/index,
// ~/.local/share/trawl/index; variables that are empty, and a relative $XDG_DATA_HOME, are as if
// they were not set. kInvalidArgument for an empty --index, or when nothing is left to go by.
Result<std::string> index_directory(const Arguments& arguments);

// The value of a size flag ("64M"), or `otherwise`. kInvalidArgument when it is no size.
Result<uint64_t> size_argument(const Arguments& arguments, std::string_view name,
                               uint64_t otherwise);

// The value of a number flag between `least` and `most`, or `otherwise`.
Result<uint64_t> number_argument(const Arguments& arguments, std::string_view name, uint64_t least,
                                 uint64_t most, uint64_t otherwise);

}  // namespace trawl
