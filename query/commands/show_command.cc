#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/cli/arguments.h"
#include "indexer/cli/index_flag.h"
#include "indexer/text/control_characters.h"
#include "indexer/text/line_count.h"
#include "indexer/text/quantities.h"
#include "query/commands/commands.h"
#include "query/commands/habits.h"
#include "query/commands/opened_index.h"
#include "query/output/output.h"
#include "query/read/document_reader.h"

namespace trawl {
namespace {

struct Target {
  std::string name;
  uint64_t first = 1;
  uint64_t last = UINT64_MAX;
  bool is_range = false;
};

std::optional<uint64_t> parse_line(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

// Suggestions for an invalid range, made from the numbers in it: for "95,96" ":95 or :95-96".
std::string ranges_like(std::string_view range) {
  constexpr std::string_view kDigits = "0123456789";
  std::vector<uint64_t> numbers;
  for (size_t begin = 0; (begin = range.find_first_of(kDigits, begin)) != range.npos;) {
    const size_t end = std::min(range.find_first_not_of(kDigits, begin), range.size());
    if (const auto number = parse_line(range.substr(begin, end - begin)))
      numbers.push_back(*number);
    begin = end;
  }
  if (numbers.size() != 2 || numbers[0] == numbers[1]) return ":FROM or :FROM-TO, from line 1 on";
  const auto [least, most] = std::minmax(numbers[0], numbers[1]);
  return fmt::format(":{0} or :{0}-{1}", least, most);
}

// Parses the part after the ':' of NAME:RANGE. kInvalidArgument if it is not a range of lines.
Result<Target> parse_range(const std::string& name, std::string_view range) {
  const size_t dash = range.find('-');
  const std::optional<uint64_t> first = parse_line(range.substr(0, dash));
  const std::optional<uint64_t> last =
      dash == std::string_view::npos ? first : parse_line(range.substr(dash + 1));
  if (!first || !last || *first > *last) {
    return invalid_argument(
        fmt::format("'{}' is not a line range: write {}", range, ranges_like(range)));
  }
  return Target{name, *first, *last, true};
}

// The file with this path in a repository, found by bisection in its sorted tree.
Result<std::optional<FileRecord>> find_in_entry(EntryNumber number, uint32_t files,
                                                std::string_view path, IndexReader* reader) {
  uint32_t low = 0;
  uint32_t high = files;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader->file({number, {middle}}));
    if (file->path == path) return std::optional<FileRecord>(*file);
    if (path_less(file->path, path)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return std::optional<FileRecord>();
}

Result<std::optional<FileRecord>> find_file(const std::string& name, IndexReader* reader) {
  for (uint32_t i = 0; i < reader->entry_count(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader->entry({i}));
    if (!name.starts_with(entry->repository + "/")) continue;
    const std::string_view path = std::string_view(name).substr(entry->repository.size() + 1);
    TRAWL_ASSIGN_OR_RETURN(const std::optional<FileRecord> file,
                           find_in_entry({i}, entry->files, path, reader));
    if (file) return file;
  }
  return std::optional<FileRecord>();
}

Result<int> print_lines(const Target& target, const FileRecord& file, IndexReader* reader) {
  if (file.skip != SkipReason::kNone) {
    return invalid_argument(
        fmt::format("{} was skipped by the build ({}), so the index has no text of it", target.name,
                    skip_reason_name(file.skip)));
  }
  TRAWL_ASSIGN_OR_RETURN(const DocumentLocation location, reader->locate(file.digest, target.name));
  DocumentReader documents(reader);
  std::string text;
  TRAWL_RETURN_IF_ERROR(documents.lines(location, target.first, target.last, &text));
  if (text.empty() && target.is_range) {
    TRAWL_RETURN_IF_ERROR(documents.lines(location, 1, UINT64_MAX, &text));
    return not_found(fmt::format("{} has {}, so no line {}", target.name,
                                 count_text(count_lines(text), "line"), target.first));
  }
  Output output(STDOUT_FILENO);
  if (output.is_terminal()) {
    std::string escaped;
    for (size_t begin = 0; begin < text.size();) {
      const size_t newline = std::min(text.find('\n', begin), text.size());
      escaped += escape_control(std::string_view(text).substr(begin, newline - begin)) + "\n";
      begin = newline + 1;
    }
    text = std::move(escaped);
  }
  TRAWL_RETURN_IF_ERROR(output.write(text).status());
  TRAWL_RETURN_IF_ERROR(output.flush());
  return kFound;
}

Result<int> run_show(const Arguments& arguments, const Console& console) {
  const std::string& word = arguments.positional().front();
  TRAWL_ASSIGN_OR_RETURN(IndexReader* const index, open_index(arguments, kShowFamilies, console));
  IndexReader& reader = *index;
  // A path may contain colons, so the whole word is tried first.
  Target target{word};
  TRAWL_ASSIGN_OR_RETURN(std::optional<FileRecord> file, find_file(target.name, &reader));
  const size_t colon = word.rfind(':');
  if (!file && colon != std::string::npos) {
    const std::string name = word.substr(0, colon);
    TRAWL_ASSIGN_OR_RETURN(file, find_file(name, &reader));
    Result<Target> ranged = parse_range(name, std::string_view(word).substr(colon + 1));
    if (file && !ranged.is_ok()) return ranged.status();
    if (ranged.is_ok()) target = *std::move(ranged);
  }
  if (file) return print_lines(target, *file, &reader);
  console.message("no file " + target.name + " in snapshot " + reader.snapshot().name +
                  " (trawl files REGEX lists them)");
  return kNotFoundExit;
}

}  // namespace

Command show_command() {
  return {
      .name = "show",
      .summary = "a file from the index",
      .usage = "[FLAG]... REPOSITORY/PATH",
      .synopsis = {"show [FLAG]... REPOSITORY/PATH[:FROM[-TO]]"},
      .description = "Prints a file from the index, whole or some of its lines.",
      .examples = {{"trawl show openstack/heat/heat/cmd/all.py"},
                   {"trawl show openstack/heat/heat/cmd/all.py:15-30"}},
      .exit_codes =
          "Exits 0 when it prints the file, 1 when there is none of that name, 2 after an error.",
      .positional = {1, 1, "one REPOSITORY/PATH", "show them one after the other"},
      .flags = {index_flag(), snapshot_flag()},
      .habits = show_habits(),
      .run = run_show};
}

}  // namespace trawl
