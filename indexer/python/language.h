// What the classifier of files calls the language of this folder.
#pragma once

#include <string_view>

namespace trawl {

inline constexpr std::string_view kPythonLanguage = "Python";

}  // namespace trawl
