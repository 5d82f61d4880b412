// `trawl-index build`: turns flags into the options of a build, and its outcome into what a person
// reads.
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "indexer/cli/arguments.h"
#include "indexer/cli/console.h"
#include "indexer/cli/index_flag.h"
#include "indexer/commands/build_summary.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/habits.h"
#include "indexer/commands/progress_line.h"
#include "indexer/indexer.h"
#include "indexer/upkeep/rule_publication.h"

namespace trawl {
namespace {

constexpr uint64_t kMaxJobs = 1024;
constexpr uint64_t kMaxDepth = 64;

constexpr std::string_view kDescription =
    R"(Reads every ROOT, or the repositories of a corpus file, and publishes them as one snapshot. A snapshot of that
name is replaced, others stay. The build is refused if the snapshot has repositories that it leaves out, or text where
it finds none, unless --replace says so. A repository that cannot be read keeps the files it had. $TRAWL_SNAPSHOT is
for searches alone.

Until the build ends, and whenever it fails, searches answer as before (but the index may have new rules by then).
Documents that the index has already are not added again. `.git`, at any depth, and the index itself are left out.
Each build adds segments; when there are many of similar size, it merges them afterwards, which changes no answer. If
that fails (for lack of space, say), one line says so and the exit code stays 0, since the snapshot is published.)";

constexpr std::string_view kNotes =
    R"(In a corpus file a relative directory is relative to the file, and names do not nest: a and a/x cannot both be
repositories. A third field, name<TAB>directory<TAB>revision, is the commit (7 to 64 hexadecimal digits) or the tag that
the directory holds: links lead to it, and nothing is checked out. In a corpus file and in a file of rules, a line that is blank or begins with #
is left out, and so are a byte order mark and the \r of \r\n; names, ids and directories have no blanks around them.

A SIZE is a whole number of bytes, optionally followed by K, M, G or T (powers of 1024): 512M, not 0.5G.)";

// clang-format off
std::vector<Flag> build_flags() {
  return {
      index_flag(),
      {.name = "snapshot", .value = "NAME", .once = true, .help = "the name of the snapshot to write",
       .otherwise = "default", .group = flag_group::kOutput},
      {.name = "replace",
       .help = "let the snapshot lose repositories that this build leaves out, the files of "
               "repositories that have none any more, or all its text",
       .group = flag_group::kOutput},
      {.name = "corpus", .value = "FILE", .once = true, .help = "read the repositories that FILE lists",
       .group = flag_group::kInput},
      {.name = "repository-depth", .value = "N",
       .help = "every directory N levels below a ROOT is a repository",
       .otherwise = "0, the ROOT itself", .group = flag_group::kInput},
      {.name = "exclude", .value = "GLOB", .repeats = true,
       .help = "skip files: gitignore syntax, relative to each repository",
       .group = flag_group::kFilter},
      {.name = "rules", .value = "FILE", .repeats = true,
       .help = "give the index rules, in place of those it has by the same name: "
               "a catalogue (.yaml), or lines ID<TAB>REGEX (trawl-index rules --help explains)",
       .group = flag_group::kInput},
      {.name = "max-file-size", .value = "SIZE", .help = "skip larger files",
       .otherwise = "64M, or a quarter of --memory if that is less", .group = flag_group::kFilter},
      {.name = "memory", .value = "SIZE", .help = "keep peak memory within this",
       .otherwise = "1G, at least 64M", .group = flag_group::kResources},
      {.name = "jobs", .letter = 'j', .value = "N", .help = "the number of threads",
       .otherwise = "one for each processor that --memory has room for",
       .group = flag_group::kResources}};
}
// clang-format on

// Checks only what the operating system would report less clearly.
Status check_index_place(const std::string& directory) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(directory, error);
  if (!std::filesystem::exists(status) || std::filesystem::is_directory(status)) return {};
  return invalid_argument(directory +
                          " is not a directory: name one for the index with --index DIR");
}

Status read_limits(const Arguments& arguments, BuildOptions* options) {
  TRAWL_ASSIGN_OR_RETURN(options->memory, size_argument(arguments, "memory", kDefaultMemory));
  TRAWL_ASSIGN_OR_RETURN(options->max_file_size,
                         size_argument(arguments, "max-file-size",
                                       std::min(kDefaultMaxFileSize, options->memory / 4)));
  TRAWL_ASSIGN_OR_RETURN(const uint64_t jobs, number_argument(arguments, "jobs", 1, kMaxJobs, 0));
  options->jobs = static_cast<uint32_t>(jobs);
  return {};
}

// For the record, as it is named from anywhere.
std::string absolute_path(const std::string& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::weakly_canonical(path, error);
  return error ? path : absolute.string();
}

uint64_t count_repositories(const std::vector<Repository>& repositories) {
  return static_cast<uint64_t>(
      std::count_if(repositories.begin(), repositories.end(),
                    [](const Repository& repository) { return !repository.is_outside; }));
}

// `*notices` get what somebody may not have meant, but is not wrong.
Status read_sources(const Arguments& arguments, BuildOptions* options,
                    std::vector<Phrase>* notices) {
  const std::vector<std::string>& roots = arguments.positional();
  TRAWL_ASSIGN_OR_RETURN(const uint64_t depth,
                         number_argument(arguments, "repository-depth", 0, kMaxDepth, 0));
  options->parameters.repository_depth = static_cast<uint32_t>(depth);
  options->parameters.excluded = arguments.all("exclude");
  TRAWL_ASSIGN_OR_RETURN(options->exclude, PathPatterns::parse(options->parameters.excluded));
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> corpus,
                         file_argument(arguments, "corpus"));
  if (arguments.has("repository-depth") && roots.empty()) {
    return invalid_argument("--repository-depth counts from a ROOT: name one");
  }
  if (!corpus && roots.empty()) {
    return invalid_argument("nothing to index: name a ROOT or --corpus FILE (--help explains)");
  }
  TRAWL_ASSIGN_OR_RETURN(options->repositories,
                         repositories_of_roots(roots, static_cast<uint32_t>(depth),
                                               options->index_directory, notices));
  for (const std::string& root : roots) options->origin.roots.push_back(absolute_path(root));
  if (!corpus) return {};
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Repository> listed,
                         repositories_of_file(*corpus, options->index_directory));
  if (!roots.empty()) {
    notices->push_back(fmt::format(
        "--corpus and ROOT are both given, and this build reads both: repositories of {}: {}, of "
        "ROOT: {}",
        *corpus, count_repositories(listed), count_repositories(options->repositories)));
  }
  options->repositories.insert(options->repositories.end(), listed.begin(), listed.end());
  options->origin.corpus_file = absolute_path(*corpus);
  // Both are sorted already: each reports its own duplicates before the other is read.
  return sort_repositories(&options->repositories);
}

Result<BuildOptions> build_options(const Arguments& arguments, std::vector<Phrase>* notices) {
  BuildOptions options;
  TRAWL_ASSIGN_OR_RETURN(options.index_directory, index_directory(arguments));
  TRAWL_RETURN_IF_ERROR(check_index_place(options.index_directory));
  options.snapshot = arguments.get("snapshot").value_or(kDefaultSnapshot);
  options.replace = arguments.has("replace");
  TRAWL_RETURN_IF_ERROR(read_limits(arguments, &options));
  TRAWL_RETURN_IF_ERROR(read_sources(arguments, &options, notices));
  return options;
}

// Segments that were not scanned for a rule are filled in once the options have been checked and
// the index is held for writing. That publishes a generation. Errors in flags are found before it,
// but not a line of a new file on which a rule cannot be decided.
Status take_rules(const Arguments& arguments, BuildOptions* options) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<std::string> paths, file_arguments(arguments, "rules"));
  std::vector<RuleFile> files;
  for (const std::string& path : paths) {
    TRAWL_ASSIGN_OR_RETURN(RuleFile file, read_rule_file(path));
    files.push_back(std::move(file));
  }
  TRAWL_RETURN_IF_ERROR(check_distinct(files));
  RuleChange change = rule_change(files);
  options->rules = std::move(change.rules);
  options->catalogues = std::move(change.catalogues);
  options->prepare = [files = std::move(files)](IndexWriter* writer) {
    return fill_in_rules(files, writer);
  };
  return {};
}

// Reports what a build that published a snapshot could not do.
void warn(const BuildSummary& summary, const Console& console) {
  for (const std::string& repository : summary.unreadable) {
    console.message("could not read " + repository);
  }
  if (summary.emptied != 0) {
    console.message(
        "a repository that has no files any more keeps those it had; to drop them, use --replace");
  }
  if (summary.merge_failure.is_ok()) return;
  console.message(
      "the snapshot is published, but segments could not be merged, "
      "which the next build tries again: " +
      message_of(summary.merge_failure));
}

Result<int> run_build(const Arguments& arguments, const Console& console) {
  std::vector<Phrase> notices;
  TRAWL_ASSIGN_OR_RETURN(BuildOptions options, build_options(arguments, &notices));
  for (const Phrase& notice : notices) console.message(notice.in(command_words));
  TRAWL_RETURN_IF_ERROR(take_rules(arguments, &options));
  ProgressLine line(isatty(STDERR_FILENO) != 0);
  options.progress = [&](const BuildProgress& progress) { console.explain(line.update(progress)); };
  const Result<BuildSummary> summary = build_index(options);
  console.explain(line.finish());
  TRAWL_RETURN_IF_ERROR(summary.status());
  warn(*summary, console);
  const Status printed =
      console.print(describe_summary(*summary, options.index_directory, options.snapshot));
  if (printed.is_ok()) return summary->unreadable.empty() ? kDone : kIncomplete;
  // The index is published even if the summary cannot be printed.
  console.message(message_of(printed));
  return kIncomplete;
}

}  // namespace

Command build_command() {
  return {.name = "build",
          .summary = "read directories into one snapshot of an index",
          .usage = "[FLAG]... [ROOT]...",
          .description = kDescription,
          .examples = {{"trawl-index build ~/src/heat", "one repository, named heat"},
                       {"trawl-index build --repository-depth 2 ~/src",
                        "~/src/openstack/heat is openstack/heat"},
                       {"trawl-index build --corpus corpus.tsv",
                        "one repository a line: NAME<TAB>DIRECTORY"},
                       {"trawl-index build --exclude '*.po' --exclude /doc/ ~/src/heat"}},
          .meaning_column = 53,
          .notes = kNotes,
          .positional = {0, kAnyNumber},
          .flags = build_flags(),
          .habits = build_habits(),
          .run = run_build};
}

}  // namespace trawl
