#include "query/commands/commands.h"

#include <cstdio>

#include "indexer/text/control_characters.h"
#include "indexer/text/quantities.h"
#include "query/read/index_reader.h"
#include "query/search/searcher.h"

namespace trawl {
namespace {

// "report" of "trawl report --catalogue NAME [FLAG]..."
std::string command_name(const std::string& usage) {
  const size_t begin = usage.find(' ') + 1;
  return usage.substr(begin, usage.find(' ', begin) - begin);
}

// `words` are too few or too many.
std::string count_error(const std::string& usage, const std::vector<std::string>& words,
                        size_t most_words, const char* words_wanted) {
  if (most_words == 0) {
    return command_name(usage) + " takes no argument: '" + words.front() + "' (" + words_wanted +
           "; --help explains)";
  }
  return "wanted is " + std::string(words_wanted) + ", given " +
         (words.size() == 1 ? "is " : "are ") + count_text(words.size(), "argument") +
         " (--help explains; -- ends the flags)";
}

}  // namespace

Flag snapshot_flag() {
  return {"snapshot", '\0', "NAME", false, "the snapshot (default: the one published last)"};
}

Flag repo_flag() {
  return {"repo", '\0', "REGEX", false, "only repositories whose name REGEX is found in"};
}

std::vector<Flag> selection_flags() {
  return {repo_flag(), {"path", '\0', "REGEX", false, "only files whose path REGEX is found in"}};
}

std::vector<Flag> output_flags() {
  return {{"count", 'c', "", false, "print the number of matching lines of each file"},
          {"files-with-matches", 'l', "", false, "print the names of files with a match"},
          {"quiet", 'q', "", false, "print nothing; the exit code tells"},
          {"format", '\0', "grep|link", false, "repository/path:line:text (default), or links"},
          {"link-template", '\0', "T", false,
           "links by T: beagle (default), gitea, github, gitlab, cgit, gitiles, or a text with "
           "{repository} {path} {revision} (a plain directory's: master) {line} {text}; all "
           "presets but beagle percent-encode the path; implies --format link"},
          {"json", '\0', "", false, "print ripgrep's JSON records"},
          {"ignore-comments", '\0', "", false,
           "drop lines whose first non-blank is the comment marker"},
          {"comment-marker", '\0', "M", false, "the marker (default: #)"}};
}

void print_message(const std::string& message) {
  std::fprintf(stderr, "trawl: %s\n", escape_control(message).c_str());
}

int report_error(const Status& status, Vocabulary words) {
  print_message(status.message(words));
  return kError;
}

Result<IndexReader*> open_index(const Arguments& arguments, std::span<const Family> families) {
  static std::optional<IndexReader> reader;  // main ends the process without destroying it
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  const std::optional<std::string> snapshot = arguments.get("snapshot");
  if (snapshot && snapshot->empty()) return invalid_argument("--snapshot must not be empty");
  TRAWL_ASSIGN_OR_RETURN(reader, IndexReader::open(directory, snapshot.value_or(""), families));
  return &*reader;
}

Status warn_of_stale_repositories(IndexReader* reader) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<std::string> stale, stale_repositories(reader));
  for (const std::string& repository : stale) {
    print_message("not up to date: the last build could not read " + repository);
  }
  return {};
}

CommandStart start_command(const std::string& usage, const std::vector<Flag>& flags,
                           const std::vector<std::string>& words, size_t least_words,
                           size_t most_words, const char* words_wanted) {
  CommandStart start;
  Result<Arguments> arguments = parse_arguments(flags, words);
  if (!arguments.is_ok()) {
    start.exit_code = report_error(arguments.status());
    return start;
  }
  start.arguments = std::move(arguments).value();
  if (start.arguments.has("help")) {
    std::fputs((usage + "\nFlags (the last of repeated ones wins, --no-FLAG undoes a switch):\n" +
                describe_flags(flags))
                   .c_str(),
               stdout);
    start.exit_code = kFound;
    return start;
  }
  const std::vector<std::string>& given = start.arguments.positional();
  if (given.size() < least_words || given.size() > most_words) {
    start.exit_code =
        report_error(invalid_argument(count_error(usage, given, most_words, words_wanted)));
  }
  return start;
}

}  // namespace trawl
