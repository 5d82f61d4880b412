// The program `trawl-index`: writes indexes and cares for them. Exit codes: 0 done; 1 a repository
// of the corpus file could not be read, the summary of a build could not be written, or a check
// found damage; 2 nothing was published, or a file of rules is wrong.
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/base/command_line.h"
#include "indexer/base/command_words.h"
#include "indexer/base/file.h"
#include "indexer/base/open_files.h"
#include "indexer/commands/progress_line.h"
#include "indexer/commands/rules_command.h"
#include "indexer/indexer.h"
#include "indexer/text/control_characters.h"
#include "indexer/upkeep/check.h"
#include "indexer/upkeep/index_dump.h"
#include "indexer/upkeep/rule_publication.h"
#include "indexer/upkeep/stats.h"

namespace trawl {
namespace {

constexpr int kDone = 0;
constexpr int kIncomplete = 1;
constexpr int kFailed = 2;

constexpr const char* kUsage = R"(trawl-index: build and care for an index that `trawl` searches

  trawl-index build [FLAG]... [ROOT]...   read directories into one snapshot of an index
  trawl-index rules check|add|update|remove   give an index rules, and take them away
  trawl-index stats [FLAG]...             what the index holds, by family and segment, and how old it is
  trawl-index check [FLAG]...             read the whole index and verify all of it
  trawl-index dump [FLAG]...              print every record, to compare two indexes

trawl-index COMMAND --help explains a command. --version prints the version.
)";

constexpr const char* kBuildUsage = R"(trawl-index build [FLAG]... [ROOT]...

Reads every ROOT, or the repositories of a corpus file, and publishes them as one snapshot. A snapshot of that
name is replaced, others stay; until the build ends, and whenever it fails, searches answer as before (rules that
the index lacked may be part of it by then). Documents
that the index holds already are not read into it again. Left out are `.git`, at any depth, and the index itself.
Each build adds segments; where there are many of like size, it merges them afterwards, which changes no answer.
If that fails, for want of space say, one line says so and the exit code stays 0: the snapshot is published.

  trawl-index build ~/src/heat                       one repository, named heat
  trawl-index build --repository-depth 2 ~/src       ~/src/openstack/heat is openstack/heat
  trawl-index build --corpus corpus.tsv              a line a repository: name<TAB>directory
  trawl-index build --exclude '*.po' --exclude /doc/ ~/src/heat

In a corpus file a relative directory is relative to the file, and names do not nest: a and a/x cannot both be
repositories. In it and in a file of rules, a line that is blank or begins with # is left out, and so are a byte
order mark and the \r of \r\n; names, ids and directories have no blanks around them.

A SIZE is a whole number of bytes, or one with K, M, G or T behind it for its binary multiple: 512M, not 0.5G.

Flags:
)";

// One line that cannot drive a terminal: messages name files and repositories.
void print_message(const std::string& message) {
  std::fprintf(stderr, "trawl-index: %s\n", escape_control(message).c_str());
}

int fail(const Status& status) {
  print_message(status.message(command_words));
  return kFailed;
}

void print_progress(const std::string& text) {
  std::fputs(text.c_str(), stderr);
}

// Prints what a command was run for and gives `code`, or `failed` when it could not be written.
// That nobody reads to the end is no failure.
int print_result(const std::string& text, int code = kDone, int failed = kFailed) {
  if (std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0) return code;
  if (errno == EPIPE) return code;
  print_message(errno_error("cannot write to the standard output").message());
  return failed;
}

const std::vector<Flag>& build_flags() {
  static const std::vector<Flag> flags = {
      index_flag(),
      {"snapshot", '\0', "NAME", false, "the snapshot's name (default: default)"},
      {"corpus", '\0', "FILE", false, "read the repositories that FILE lists"},
      {"repository-depth", '\0', "N", false,
       "every directory N levels below a ROOT is a repository (default: 0, the ROOT itself)"},
      {"exclude", '\0', "GLOB", true, "skip files: gitignore syntax, relative to each repository"},
      {"rules", '\0', "FILE", true,
       "give the index rules, in place of those it has by the same name: a catalogue (.yaml), or "
       "lines "
       "id<TAB>regex (rules --help explains)"},
      {"max-file-size", '\0', "SIZE", false,
       "skip larger files (default: 64M, or a quarter of --memory if that is less)"},
      {"memory", '\0', "SIZE", false, "keep peak memory within this (default: 1G, at least 64M)"},
      {"jobs", 'j', "N", false,
       "threads (default: one for each processor that --memory has room for)"},
      help_flag()};
  return flags;
}

Status no_such_file(const char* flag, const std::string& file) {
  return invalid_argument(
      fmt::format("--{} '{}': name a file; standard input is not read", flag, file));
}

// The file a flag names. Standard input would be no place for what a later build is to read again.
Result<std::optional<std::string>> file_argument(const Arguments& arguments, const char* name) {
  std::optional<std::string> file = arguments.get(name);
  if (!file || (!file->empty() && *file != "-")) return file;
  return no_such_file(name, *file);
}

// The files that --rules names.
Result<std::vector<RuleFile>> rule_files(const Arguments& arguments) {
  std::vector<RuleFile> files;
  for (const std::string& path : arguments.all("rules")) {
    if (path.empty() || path == "-") return no_such_file("rules", path);
    TRAWL_ASSIGN_OR_RETURN(RuleFile file, read_checked_rule_file(path));
    files.push_back(std::move(file));
  }
  return files;
}

// Of what is to be created, only what the operating system would say less clearly.
Status check_index_place(const std::string& directory) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(directory, error);
  if (!std::filesystem::exists(status) || std::filesystem::is_directory(status)) return {};
  return invalid_argument(
      directory + " is not a Trawl index (it is no directory): name a directory with --index");
}

Result<BuildOptions> build_options(const Arguments& arguments) {
  BuildOptions options;
  TRAWL_ASSIGN_OR_RETURN(options.index_directory, index_directory(arguments));
  TRAWL_RETURN_IF_ERROR(check_index_place(options.index_directory));
  options.snapshot = arguments.get("snapshot").value_or("default");
  TRAWL_ASSIGN_OR_RETURN(options.memory, size_argument(arguments, "memory", kDefaultMemory));
  TRAWL_ASSIGN_OR_RETURN(
      options.max_file_size,
      size_argument(arguments, "max-file-size", std::min(kDefaultMaxFileSize, options.memory / 4)));
  TRAWL_ASSIGN_OR_RETURN(const uint64_t jobs, number_argument(arguments, "jobs", 1, 1024, 0));
  options.jobs = static_cast<uint32_t>(jobs);
  TRAWL_ASSIGN_OR_RETURN(const uint64_t depth,
                         number_argument(arguments, "repository-depth", 0, 64, 0));
  TRAWL_ASSIGN_OR_RETURN(options.exclude, IgnoreList::parse(arguments.all("exclude")));
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> corpus,
                         file_argument(arguments, "corpus"));
  if (arguments.has("repository-depth") && arguments.positional().empty()) {
    return invalid_argument("--repository-depth counts from a ROOT, and there is none");
  }
  if (!corpus && arguments.positional().empty()) {
    return invalid_argument("nothing to index: name a ROOT or --corpus FILE (--help explains)");
  }
  TRAWL_ASSIGN_OR_RETURN(options.repositories,
                         repositories_of_roots(arguments.positional(), static_cast<uint32_t>(depth),
                                               options.index_directory));
  if (corpus) {
    TRAWL_ASSIGN_OR_RETURN(std::vector<Repository> listed,
                           repositories_of_file(*corpus, options.index_directory));
    options.repositories.insert(options.repositories.end(), listed.begin(), listed.end());
    TRAWL_RETURN_IF_ERROR(sort_repositories(&options.repositories));
  }
  return options;
}

// Segments that were not scanned for a rule are filled in when the options have been checked and
// the index is held for writing. That publishes a generation: what can be wrong with flags is found
// before, but not a line of a new file that a rule cannot decide.
Status take_rules(const Arguments& arguments, BuildOptions* options) {
  TRAWL_ASSIGN_OR_RETURN(std::vector<RuleFile> files, rule_files(arguments));
  TRAWL_RETURN_IF_ERROR(check_distinct(files));
  RuleChange change = rule_change(files);
  options->rules = std::move(change.rules);
  options->catalogues = std::move(change.catalogues);
  options->prepare = [files = std::move(files)](IndexWriter* writer) {
    return fill_in_rules(files, writer);
  };
  return {};
}

int run_build(const Arguments& arguments) {
  Result<BuildOptions> options = build_options(arguments);
  if (!options.is_ok()) return fail(options.status());
  const Status rules = take_rules(arguments, &*options);
  if (!rules.is_ok()) return fail(rules);
  ProgressLine line(isatty(STDERR_FILENO) != 0);
  options->progress = [&line](const BuildProgress& progress) {
    print_progress(line.update(progress));
  };
  const Result<BuildSummary> summary = build_index(*options);
  print_progress(line.finish());
  if (!summary.is_ok()) return fail(summary.status());
  for (const std::string& repository : summary->unreadable) {
    print_message("could not read " + repository);
  }
  if (!summary->merge_failure.is_ok()) {
    print_message(
        "the snapshot is published, but segments could not be merged, which the next "
        "build tries again: " +
        summary->merge_failure.message(command_words));
  }
  // The index is published, whatever becomes of the summary.
  return print_result(describe_summary(*summary, options->index_directory, options->snapshot),
                      summary->unreadable.empty() ? kDone : kIncomplete, kIncomplete);
}

int run_rules_command(const Arguments& arguments) {
  const Result<RulesOutput> output = run_rules(arguments);
  if (!output.is_ok()) return fail(output.status());
  for (const Status& problem : output->problems) print_message(problem.message(command_words));
  return print_result(output->text, output->problems.empty() ? kDone : kFailed);
}

int run_stats(const Arguments& arguments) {
  const Result<std::string> directory = index_directory(arguments);
  if (!directory.is_ok()) return fail(directory.status());
  const Result<std::string> text = describe_index(*directory);
  if (!text.is_ok()) return fail(text.status());
  return print_result(*text);
}

int run_check(const Arguments& arguments) {
  const Result<std::string> directory = index_directory(arguments);
  if (!directory.is_ok()) return fail(directory.status());
  const Result<CheckReport> report = check_index(*directory);
  if (!report.is_ok()) {
    print_message(report.status().message(command_words));
    return report.status().code() == StatusCode::kCorruption ? kIncomplete : kFailed;
  }
  return print_result(describe_check(*report));
}

int run_dump(const Arguments& arguments) {
  const Result<std::string> directory = index_directory(arguments);
  if (!directory.is_ok()) return fail(directory.status());
  int code = kDone;
  const Status dumped = dump_index(*directory, [&code](const std::string& lines) {
    if (code == kDone) code = print_result(lines);
  });
  if (dumped.is_ok()) return code;
  print_message(dumped.message(command_words));
  return dumped.code() == StatusCode::kCorruption ? kIncomplete : kFailed;
}

struct Command {
  const char* name;
  const char* usage;
  std::vector<Flag> flags;
  bool takes_words;
  int (*run)(const Arguments&);
};

std::vector<Command> commands() {
  return {{"build", kBuildUsage, build_flags(), true, run_build},
          {"rules", kRulesUsage, rules_flags(), true, run_rules_command},
          {"stats",
           "trawl-index stats [FLAG]...\n\nPrints the snapshots, segments and families of the "
           "index with "
           "their sizes.\n\nFlags:\n",
           {index_flag(), help_flag()},
           false,
           run_stats},
          {"check",
           "trawl-index check [FLAG]...\n\nReads the whole index: every checksum, every posting "
           "list and hit "
           "against the\ncontent, every count. Exits 1 and names the record when something is "
           "wrong.\n\n"
           "Flags:\n",
           {index_flag(), help_flag()},
           false,
           run_check},
          {"dump",
           R"(trawl-index dump [FLAG]...

Prints a line for the manifest and for each record that the index answers from: family, key and a digest of the value.
Two indexes with the same lines hold the same.

  diff <(trawl-index dump --index old) <(trawl-index dump --index new)

Flags:
)",
           {index_flag(), help_flag()},
           false,
           run_dump}};
}

int run_command(const Command& command, const std::vector<std::string>& words) {
  const Result<Arguments> arguments = parse_arguments(command.flags, words);
  if (!arguments.is_ok()) return fail(arguments.status());
  if (arguments->has("help")) {
    return print_result(command.usage + describe_flags(command.flags));
  }
  if (!command.takes_words && !arguments->positional().empty()) {
    return fail(invalid_argument(std::string(command.name) + " takes no argument: '" +
                                 arguments->positional().front() + "'"));
  }
  return command.run(*arguments);
}

int run(const std::vector<std::string>& words) {
  if (words.empty()) {
    std::fputs(kUsage, stderr);
    return kFailed;
  }
  const std::string& name = words.front();
  if (name == "--help" || name == "-h" || name == "help") {
    return print_result(kUsage);
  }
  if (name == "--version" || name == "-V") {
    return print_result("trawl-index " TRAWL_VERSION "\n");
  }
  for (const Command& command : commands()) {
    if (name == command.name) return run_command(command, {words.begin() + 1, words.end()});
  }
  return fail(invalid_argument("no command '" + name +
                               "': build, rules, stats, check or dump (--help explains)"));
}

}  // namespace
}  // namespace trawl

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is no reason to lose a build
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is then an error of the write
  trawl::raise_open_files_limit();
  try {
    return trawl::run({argv + 1, argv + argc});
  } catch (const std::bad_alloc&) {
    trawl::print_message("out of memory");
  } catch (const std::exception& error) {
    trawl::print_message(error.what());
  }
  return trawl::kFailed;
}
