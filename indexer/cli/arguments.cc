#include "indexer/cli/arguments.h"

#include <charconv>

#include "indexer/text/quantities.h"

namespace trawl {
namespace {

Status check_file(std::string_view name, const std::string& file) {
  if (!file.empty() && file != "-") return {};
  return invalid_argument(fmt::format(
      "--{} needs the name of a file but got '{}'; standard input is not read", name, file));
}

}  // namespace

std::optional<std::string> Arguments::get(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

void Arguments::add(std::string_view name, std::string value) {
  values_[std::string(name)].push_back(std::move(value));
}

void Arguments::remove(std::string_view name) {
  const auto found = values_.find(name);
  if (found != values_.end()) values_.erase(found);
}

Result<std::optional<std::string>> nonempty_argument(const Arguments& arguments,
                                                     std::string_view name) {
  std::optional<std::string> text = arguments.get(name);
  if (text && text->empty()) return invalid_argument(fmt::format("--{} must not be empty", name));
  return text;
}

Result<uint64_t> size_argument(const Arguments& arguments, std::string_view name,
                               uint64_t otherwise) {
  const std::optional<std::string> text = arguments.get(name);
  uint64_t bytes = otherwise;
  if (text && !parse_size(*text, &bytes)) {
    return invalid_argument(
        fmt::format("--{} '{}' is not a size: write a whole number, optionally followed by "
                    "K, M, G or T (powers of 1024)",
                    name, *text));
  }
  return bytes;
}

Result<uint64_t> number_argument(const Arguments& arguments, std::string_view name, uint64_t least,
                                 uint64_t most, uint64_t otherwise) {
  const std::optional<std::string> text = arguments.get(name);
  if (!text) return otherwise;
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || number < least ||
      number > most) {
    return invalid_argument(
        fmt::format("--{} '{}' is not a whole number from {} to {}", name, *text, least, most));
  }
  return number;
}

Result<std::optional<std::string>> file_argument(const Arguments& arguments,
                                                 std::string_view name) {
  std::optional<std::string> file = arguments.get(name);
  if (file) TRAWL_RETURN_IF_ERROR(check_file(name, *file));
  return file;
}

Result<std::vector<std::string>> file_arguments(const Arguments& arguments, std::string_view name) {
  std::vector<std::string> files = arguments.all(name);
  for (const std::string& file : files) TRAWL_RETURN_IF_ERROR(check_file(name, file));
  return files;
}

}  // namespace trawl
