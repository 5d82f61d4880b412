// A source is read twice: first for the names that are worth following, then for what is assigned
// to them and where they occur. So memory is in proportion to these, and most files end after one
// pass.
#include "indexer/python/names.h"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "indexer/python/import_scan.h"
#include "indexer/python/scopes.h"
#include "indexer/python/statements.h"

namespace trawl {
namespace {

bool mentions(std::string_view source, std::span<const std::string> roots) {
  std::string_view last;  // of several modules of a package, only the first is looked for
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    const std::string_view first = first_part(root);
    if (first == std::exchange(last, first)) return false;
    return ::memmem(source.data(), source.size(), first.data(), first.size()) != nullptr;
  });
}

// Bytes of names for a byte of the source, beyond a first allowance. Real sources have about one.
// It keeps a source of the uses of a long name from filling memory.
constexpr size_t kMostForByte = 16;
constexpr size_t kAllowance = 1 << 20;

bool is_before(const PythonName& a, const PythonName& b) {
  return std::tie(a.line, a.name, a.kind) < std::tie(b.line, b.name, b.kind);
}

std::vector<PythonName> in_order(std::vector<PythonName> names) {
  std::sort(names.begin(), names.end(), is_before);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::vector<PythonName> python_names(std::string_view source, std::span<const std::string> roots) {
  if (source.size() > kMostResolvedBytes || !mentions(source, roots)) return {};
  const ImportScan scan = scan_imports(source, roots);
  std::vector<PythonName> names;
  for (const PythonImport& each : scan.imports) {
    names.push_back({each.line, NameKind::kImport, each.name});
  }
  if (!scan.followed.empty()) {
    PythonScopes scopes;
    const std::vector<NameUse> uses = PythonStatements(source, scan, scopes).run();
    scopes.resolve_attributes();
    size_t allowed = kAllowance + kMostForByte * source.size();
    for (const NameUse& use : uses) {
      const NameKind kind = use.is_called ? NameKind::kCall : NameKind::kUse;
      for (const std::string_view meaning : scopes.meanings(use.name, use.place)) {
        names.push_back({use.line, kind, std::string(meaning) + use.attributes});
        const size_t bytes = sizeof(PythonName) + names.back().name.size();
        if (allowed < bytes) return in_order(std::move(names));
        allowed -= bytes;
      }
    }
  }
  return in_order(std::move(names));
}

}  // namespace trawl
