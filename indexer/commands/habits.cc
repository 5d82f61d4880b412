#include "indexer/commands/habits.h"

namespace trawl {
namespace {

constexpr Habit kVersion = {"--version -V", "write trawl-index --version"};
constexpr Habit kIndex = {"-o --output --out --index-dir --index_dir --db --database",
                          "write --index DIR"};

}  // namespace

// clang-format off
std::vector<Habit> build_habits() {
  return {
      kVersion,
      kIndex,
      {"-r -R --recursive", "every directory below a ROOT is read; leave it out"},
      {"--repo --repository --repositories --path --source --root",
       "write the directory as ROOT without it, or list several in a --corpus FILE"},
      {"--depth --max-depth", "write --repository-depth N"},
      {"--threads -t -p --parallelism", "write --jobs N"},
      {"--ignore --ignore-dirs --ignore_dirs -g --glob", "write --exclude GLOB"},
      {"--hidden --no-ignore -u", "hidden and ignored files are indexed; leave it out"},
      {"--max-size --file-limit --file_limit --max-filesize", "write --max-file-size SIZE"},
      {"--name -n", "write --snapshot NAME"},
      {"--incremental --update", "a build reads all files and stores only what is new; leave it out"},
      {"--force -f", "write --replace"},
      {"--branch --branches", "directories are indexed as they are, not branches"},
      {"--catalogue --catalog --rule", "write --rules FILE"},
      {"-v --verbose -q --quiet", "a build prints its progress and a summary; leave it out"}};
}

std::vector<Habit> upkeep_habits() {
  return {
      kVersion,
      kIndex,
      {"--snapshot", "the command is about the whole index, with all its snapshots; leave it out"},
      {"-v --verbose -q --quiet", "there is only one way to print this; leave it out"}};
}

std::vector<Habit> trawl_index_habits() {
  return {
      {"index create init add update", "trawl-index build"},
      {"verify fsck", "trawl-index check"},
      {"info status", "trawl-index stats"},
      {"search grep", "trawl search"},
      {"list", "trawl list"},
      {"files", "trawl files"},
      {"show", "trawl show"},
      {"report", "trawl report"}};
}
// clang-format on

}  // namespace trawl
