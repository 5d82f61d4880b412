#include "indexer/store/rocksdb_status.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace trawl {
namespace {

constexpr std::string_view kColon = ": ";

// Kinds of failures, as RocksDB writes them, that our codes express as well.
constexpr std::string_view kKinds[] = {"IO error", "Corruption", "Invalid argument",
                                       "Not implemented", "NotFound"};

bool is_kind(std::string_view part) {
  return std::find(std::begin(kKinds), std::end(kKinds), part) != std::end(kKinds);
}

// Whether `text`, or a part of it after a colon, begins with `part`.
bool repeats(std::string_view text, std::string_view part) {
  return text.starts_with(part) ||
         text.find(std::string(kColon).append(part)) != std::string_view::npos;
}

}  // namespace

std::string failure_text(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  std::string_view rest = text;
  for (size_t colon = rest.find(kColon); colon != std::string_view::npos;
       colon = rest.find(kColon)) {
    const std::string_view part = rest.substr(0, colon);
    const std::string_view after = rest.substr(colon + kColon.size());
    if (after.empty()) return std::string(part);
    if (!is_kind(part) && !repeats(after, part)) break;
    rest = after;
  }
  return std::string(rest);
}

Status from_rocksdb(const rocksdb::Status& status, const std::string& what) {
  if (status.ok()) return {};
  const std::string message = what + ": " + failure_text(status);
  if (status.IsCorruption()) return corruption(message);
  if (status.IsIOError() || status.IsNoSpace()) return io_error(message);
  if (status.IsNotFound()) return not_found(message);
  if (status.IsInvalidArgument() || status.IsNotSupported()) return corruption(message);
  return internal_error(message);
}

}  // namespace trawl
