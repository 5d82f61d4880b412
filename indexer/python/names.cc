// A source is read twice: first for the names that are worth following, then for what is assigned
// to them and where they occur. So memory is in proportion to these, and most files end after one
// pass.
#include "indexer/python/names.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "indexer/python/import_scan.h"
#include "indexer/python/scopes.h"
#include "indexer/python/statements.h"

namespace trawl {
namespace {

bool mentions(std::string_view source, std::span<const std::string> roots) {
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    return ::memmem(source.data(), source.size(), root.data(), root.size()) != nullptr;
  });
}

bool is_before(const PythonName& a, const PythonName& b) {
  return std::tie(a.line, a.name, a.kind) < std::tie(b.line, b.name, b.kind);
}

}  // namespace

std::vector<PythonName> python_names(std::string_view source, std::span<const std::string> roots) {
  if (!mentions(source, roots)) return {};
  const ImportScan scan = scan_imports(source, roots);
  std::vector<PythonName> names;
  for (const PythonImport& each : scan.imports) {
    names.push_back({each.line, NameKind::kImport, each.name});
  }
  if (!scan.followed.empty()) {
    PythonScopes scopes;
    const std::vector<NameUse> uses = PythonStatements(source, scan, scopes).run();
    scopes.resolve_attributes();
    for (const NameUse& use : uses) {
      const NameKind kind = use.is_called ? NameKind::kCall : NameKind::kUse;
      for (const std::string_view meaning : scopes.meanings(use.name, use.place)) {
        names.push_back({use.line, kind, std::string(meaning) + use.attributes});
      }
    }
  }
  std::sort(names.begin(), names.end(), is_before);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace trawl
