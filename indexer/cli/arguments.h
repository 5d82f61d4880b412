// The contents of a command line: words and flags, and the values of flags by their types.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "indexer/base/status.h"

namespace trawl {

// Immutable after parsing. Flags are named without dashes.
class Arguments {
 public:
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  // The last value given, or nullopt.
  std::optional<std::string> get(std::string_view name) const;
  // All values in their order, for a flag that repeats.
  std::vector<std::string> all(std::string_view name) const;
  const std::vector<std::string>& positional() const { return positional_; }

  // Only the parser calls these.
  void add(std::string_view name, std::string value);
  void remove(std::string_view name);
  void add_positional(std::string word) { positional_.push_back(std::move(word)); }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> positional_;
};

// Values by type. Each returns `otherwise`, or nullopt, if the flag was not given, and
// kInvalidArgument with the flag's name if its value does not have the type.

// A text that is not empty.
Result<std::optional<std::string>> nonempty_argument(const Arguments& arguments,
                                                     std::string_view name);

// A size in bytes ("64M").
Result<uint64_t> size_argument(const Arguments& arguments, std::string_view name,
                               uint64_t otherwise);

// A number between `least` and `most`.
Result<uint64_t> number_argument(const Arguments& arguments, std::string_view name, uint64_t least,
                                 uint64_t most, uint64_t otherwise);

// The name of a file, which must not be "-": a later run reads the file again, and standard input
// cannot be read twice.
Result<std::optional<std::string>> file_argument(const Arguments& arguments, std::string_view name);
// The same for a flag that repeats; empty if it was not given.
Result<std::vector<std::string>> file_arguments(const Arguments& arguments, std::string_view name);

// One of several names, as a value of an enumeration. `refusal` is the message about any other
// name, which replaces its {}.
template <class Value>
struct Choice {
  std::string_view name;
  Value value;
};
template <class Value, size_t kCount>
Result<Value> choice_argument(const Arguments& arguments, std::string_view name,
                              const std::array<Choice<Value>, kCount>& choices, Value otherwise,
                              fmt::format_string<std::string&> refusal) {
  std::optional<std::string> given = arguments.get(name);
  if (!given) return otherwise;
  for (const Choice<Value>& choice : choices) {
    if (choice.name == *given) return choice.value;
  }
  return invalid_argument(fmt::format(refusal, *given));
}

}  // namespace trawl
