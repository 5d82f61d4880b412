#include "indexer/cli/generated_text.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace trawl {

Result<std::string> generated_text(const Program& program, std::string_view form) {
  using Generator = std::string (*)(const Program&);
  constexpr std::array<std::pair<std::string_view, Generator>, 4> kForms = {
      {{"man", manual_page},
       {"bash", bash_completion},
       {"zsh", zsh_completion},
       {"fish", fish_completion}}};
  for (const auto& [name, generator] : kForms) {
    if (name == form) return generator(program);
  }
  return invalid_argument(
      fmt::format("--generate {}: no such form; use man, bash, zsh or fish", form));
}

}  // namespace trawl
