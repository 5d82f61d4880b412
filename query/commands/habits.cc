#include "query/commands/habits.h"

namespace trawl {
namespace {

constexpr Habit kVersion = {"--version -V", "write trawl --version"};
constexpr Habit kIndex = {"--index-dir --index_dir --db --database", "write --index DIR"};

// Habits of all commands that print matching lines.
// clang-format off
std::vector<Habit> habits_about_lines() {
  return {
      kVersion,
      kIndex,
      {"-g --glob --iglob --include --include-dir --file --files-matching",
       "to limit the search to files use --path REGEX"},
      {"--exclude --exclude-dir --exclude-from",
       R"(to leave files out use --path with a regular expression such as '^(?!.*tests/)')"},
      {"-t --type -T --type-not --lang --language",
       R"(to search files of one language use --path with their ending, such as --path '\.py$')"},
      {"--repository --repositories --project", "write --repo REGEX"},
      {"-r -R --recursive --dereference-recursive -d --max-depth --maxdepth --directories",
       "every directory of every repository is searched; leave it out"},
      {"-A -B -C --after-context --before-context --context -1 -2 -3 -4 -5 -6 -7 -8 -9",
       "lines around a match are not printed; trawl show REPOSITORY/PATH:FROM-TO prints them"},
      {"-n --line-number -H --with-filename", "names and line numbers are always printed; leave it out"},
      {"-N --no-line-number -I --no-filename",
       "names and line numbers are always printed; to drop them pipe the lines to cut -d: -f3-"},
      {"-v --invert-match", "lines that do not match cannot be listed"},
      {"-L --files-without-match", "files without a match cannot be listed"},
      {"-m --max-count", "every line is listed; to see the first N pipe them to head -n N"},
      {"-M --max-columns", "lines are printed whole; to cut them pipe them to cut -c 1-N"},
      {"-a --text --binary -z --search-zip --null-data", "only text is in the index; leave it out"},
      {"-u --unrestricted --hidden --no-ignore --follow",
       "hidden and ignored files are in the index; trawl files --skipped lists what is not"},
      {"--color --colour --colors", "nothing is printed in color; leave it out"},
      {"--heading --no-heading -p --pretty --vimgrep",
       "lines are always printed as repository/path:line:text; leave it out"},
      {"--column -b --byte-offset", "to see where in its line a match is use --json"},
      {"--sort --sortr --sort-files",
       "lines are always sorted by repository, path and number; leave it out"},
      {"--stats --debug --trace", "to see how a query was run use --explain"},
      {"-0 --null", "names end at a newline; -0 is not supported"},
      {"--type-list", "trawl files --long shows the language of each file"},
      {"--files", "trawl files lists files"}};
}

}  // namespace

std::vector<Habit> search_habits() {
  std::vector<Habit> habits = habits_about_lines();
  const std::vector<Habit> own = {
      {"-e --regexp", "write PATTERN without it, after -- if it begins with a dash"},
      {"-f", "patterns are not read from a file; join them with |, as in 'one|two'"},
      {"-E --extended-regexp -G --basic-regexp",
       "PATTERN is a regular expression of Perl's syntax, which cannot be changed; leave it out"},
      {"-s --case-sensitive -S --smart-case", "case matters unless -i is given"},
      {"-x --line-regexp", "to match whole lines write '^(?:PATTERN)$'"},
      {"-y", "write -i"},
      {"--threads", "write --jobs N"}};
  habits.insert(habits.end(), own.begin(), own.end());
  return habits;
}

std::vector<Habit> list_habits() {
  std::vector<Habit> habits = habits_about_lines();
  habits.push_back({"-i --ignore-case -w --word-regexp -F --fixed-strings -e --regexp -x -s -S -E -P -o",
                    "the rule says what matches; to search for a pattern use trawl search"});
  habits.push_back({"--catalogue --catalog --rule", "write CATALOGUE/RULE without it"});
  habits.push_back({"-j --jobs --threads --memory", "hits are listed by one thread, in little memory; leave it out"});
  return habits;
}

std::vector<Habit> files_habits() {
  return {
      kVersion,
      kIndex,
      {"--path -g --glob --iglob --include -name --name --iname -regex --regex -e --regexp",
       "write the regular expression alone, as in trawl files REGEX"},
      {"-i --ignore-case", "to ignore case begin REGEX with (?i)"},
      {"-t --type --lang --language",
       R"(give the files' ending as REGEX, as in trawl files '\.py$')"},
      {"--repository --repositories --project", "write --repo REGEX"},
      {"-l", "write --long"},
      {"-c --count", "to count the files pipe them to wc -l"},
      {"--json", "each file is one line, in text; --long adds language, class and bytes"},
      {"-0 --null -print0", "names end at a newline; -0 is not supported"}};
}

std::vector<Habit> show_habits() {
  return {
      kVersion,
      kIndex,
      {"-n --number --line-number", "lines are printed without numbers; leave it out"},
      {"-l --line --lines -r --range --line-range",
       "write the lines after the path, as in REPOSITORY/PATH:FROM-TO"},
      {"--repo --path", "write REPOSITORY/PATH without it"}};
}

std::vector<Habit> report_habits() {
  return {
      kVersion,
      kIndex,
      {"--repo --path", "a report is about whole repositories; --team NAME limits it to those of a team"},
      {"--html --json --markdown", "write --format html, json or markdown"},
      {"--teams --owners --codeowners --projects", "write --governance FILE"},
      {"-c", "write --catalogue NAME"},
      {"-d --directory --out", "write --output DIR"}};
}

std::vector<Habit> trawl_habits() {
  return {
      {"grep rg egrep fgrep query", "trawl search"},
      {"hits", "trawl list"},
      {"find ls", "trawl files"},
      {"cat view", "trawl show"},
      {"build index", "trawl-index build"},
      {"rules", "trawl-index rules"},
      {"stats", "trawl-index stats"},
      {"check verify", "trawl-index check"},
      {"dump", "trawl-index dump"}};
}
// clang-format on

}  // namespace trawl
