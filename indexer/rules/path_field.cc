#include "indexer/rules/path_field.h"

#include <fmt/format.h>

#include <utility>

#include "indexer/pattern/path_patterns.h"

namespace trawl {

Result<std::vector<std::string>> path_field(const YamlFile& file, const YamlNode& mapping,
                                            std::string_view key) {
  TRAWL_ASSIGN_OR_RETURN(std::vector<YamlText> items, file.texts(mapping, key));
  std::vector<std::string> patterns;
  for (YamlText& item : items) {
    const auto wrong = [&](const Status& why) {
      return file.error(item.line, why.with_context(fmt::format("`{}`", key)));
    };
    if (item.text.starts_with('!')) {
      return wrong(invalid_argument(fmt::format(
          "'{}' begins with '!', which has no meaning here: remove the pattern", item.text)));
    }
    const Result<PathPatterns> list = PathPatterns::parse({item.text});
    if (!list.is_ok()) return wrong(list.status());
    if (list->empty()) {
      return wrong(invalid_argument(
          fmt::format("'{}' matches no path, since it is blank or a comment", item.text)));
    }
    patterns.push_back(std::move(item.text));
  }
  return patterns;
}

}  // namespace trawl
