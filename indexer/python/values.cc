#include "indexer/python/values.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "indexer/python/functions.h"
#include "indexer/python/lexer.h"

namespace trawl {
namespace {

// Functions as python_functions() numbers them; this one is for code outside of all.
constexpr size_t kModule = SIZE_MAX;

// A local name, by its function, or an attribute of `self`, by its class.
struct Holder {
  size_t function = kModule;
  std::string_view of_class;  // empty for a local name
  std::string_view name;
  friend auto operator<=>(const Holder&, const Holder&) = default;
};

using Tokens = std::vector<PythonToken>;  // of a logical line

// The functions around each line, for lines in ascending order.
class FunctionsAt {
 public:
  explicit FunctionsAt(const std::vector<PythonFunction>& functions) : functions_(functions) {}

  // The numbers of the functions that have the line, the outermost first.
  const std::vector<size_t>& at(uint32_t line) {
    close_before(line);
    for (; next_ < functions_.size() && functions_[next_].first_line <= line; ++next_) {
      close_before(functions_[next_].first_line);
      open_.push_back(next_);
    }
    close_before(line);
    return open_;
  }

 private:
  void close_before(uint32_t line) {
    while (!open_.empty() && functions_[open_.back()].last_line < line) open_.pop_back();
  }

  const std::vector<PythonFunction>& functions_;
  size_t next_ = 0;
  std::vector<size_t> open_;
};

// One object, one call of run().
class ValueReader {
 public:
  ValueReader(std::string_view source, std::span<const PythonName> calls) : source_(source) {
    for (const PythonName& call : calls) {
      if (call.kind == NameKind::kCall) calls_.emplace(call.line, call.name);
    }
  }

  std::vector<PythonName> run() {
    if (calls_.empty()) return {};
    functions_ = python_functions(source_);
    for_each_line(&ValueReader::read_assignment);
    if (std::none_of(values_.begin(), values_.end(),
                     [](const auto& value) { return value.second.has_value(); })) {
      return {};
    }
    for_each_line(&ValueReader::read_uses);
    const auto order = [](const PythonName& name) { return std::tie(name.line, name.name); };
    std::sort(found_.begin(), found_.end(),
              [&](const PythonName& a, const PythonName& b) { return order(a) < order(b); });
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  // Reads the source's logical lines, each with the functions around it.
  void for_each_line(void (ValueReader::*read)(const Tokens&, const std::vector<size_t>&)) {
    PythonLexer lexer(source_);
    FunctionsAt functions(functions_);
    Tokens line;
    while (lexer.next_line(&line)) {
      if (!line.empty()) (this->*read)(line, functions.at(line.front().line));
    }
  }

  // Where an assignment to the name, or to this attribute of `self`, keeps its value.
  Holder holder(std::string_view name, bool is_attribute, const std::vector<size_t>& around) const {
    if (!is_attribute) return {around.empty() ? kModule : around.back(), {}, name};
    if (around.empty()) return {kModule, {}, name};
    return {kModule, functions_[around.front()].of_class, name};
  }

  void clear(std::string_view name, bool is_attribute, const std::vector<size_t>& around) {
    values_.insert_or_assign(holder(name, is_attribute, around), std::nullopt);
  }

  // `name = ...` and `self.name = ...`. Names that a line gives something else are cleared.
  void read_assignment(const Tokens& line, const std::vector<size_t>& around) {
    if (!around.empty() && functions_[around.back()].first_line == line.front().line) {
      for (const PythonToken& token : line) {
        if (token.is_name()) hidden_.insert({around.back(), token.text});
      }
      return;
    }
    const bool is_attribute =
        line.size() > 3 && line[0].text == "self" && line[1].is(".") && line[2].is_name();
    const size_t name_end = is_attribute ? 3 : 1;
    const size_t equals = after_annotation(line, name_end);
    const bool is_assignment =
        line.size() > equals + 1 && line[name_end - 1].is_name() && line[equals].is("=");
    const std::span<const PythonToken> value =
        std::span(line).subspan(std::min(equals + 1, line.size()));
    if (!is_assignment || has_targets(value)) return clear_targets(line, around);
    if (value.size() == 1 && value.front().text == "None") return;
    const Holder target = holder(line[name_end - 1].text, is_attribute, around);
    if (is_attribute && target.of_class.empty()) return;
    std::optional<std::string> name = name_of_call(value);
    const auto [entry, is_new] = values_.try_emplace(target, name);
    if (!is_new && entry->second != name) entry->second.reset();
  }

  // Where the "=" of an assignment stands, after the name or after its annotation: `name: type =`.
  // `at` is the end of the name.
  static size_t after_annotation(const Tokens& line, size_t at) {
    if (at >= line.size() || !line[at].is(":")) return at;
    size_t depth = 0;
    for (; at < line.size(); ++at) {
      depth = depth_after(depth, line[at]);
      if (depth == 0 && line[at].is("=")) return at;
    }
    return at;
  }

  // Whether a value is another assignment, as in `x = y = z`.
  static bool has_targets(std::span<const PythonToken> value) {
    size_t depth = 0;
    return std::any_of(value.begin(), value.end(), [&](const PythonToken& token) {
      depth = depth_after(depth, token);
      return depth == 0 && token.text == "=";
    });
  }

  // Names before an "=" of any kind, between `for` and `in`, and after `as` and `import`.
  void clear_targets(const Tokens& line, const std::vector<size_t>& around) {
    size_t last_target = 0;  // after the last "=" outside of brackets
    size_t depth = 0;
    bool is_target = false;  // in a list that `for` or `import` begins
    for (size_t i = 0; i < line.size(); ++i) {
      const std::string_view text = line[i].text;
      depth = depth_after(depth, line[i]);
      if (depth == 0 && line[i].assigns()) last_target = i;
      if (!line[i].is_name()) continue;
      const bool is_walrus = i + 1 < line.size() && line[i + 1].is(":=");
      const bool is_name_of_as = i > 0 && line[i - 1].is("as");
      if (is_name_of_as) other_names_.insert(text);
      if (is_target || is_name_of_as || is_walrus) clear(text, false, around);
      if (text == "for" || text == "import") is_target = true;
      if (text == "in") is_target = false;
    }
    for (size_t i = 0; i < last_target; ++i) {
      if (!line[i].is_name()) continue;
      const bool is_part = i > 0 && line[i - 1].is(".");
      if (!is_part) clear(line[i].text, false, around);
      if (is_part && i > 1 && line[i - 2].text == "self") clear(line[i].text, true, around);
    }
  }

  // The wanted name that a value calls, if that is all of the value.
  std::optional<std::string> name_of_call(std::span<const PythonToken> value) const {
    size_t at = 0;
    while (at + 1 < value.size() && value[at].is_name() && value[at + 1].is(".")) at += 2;
    if (at + 2 >= value.size() || !value[at].is_name() || !value[at + 1].is("(")) {
      return std::nullopt;
    }
    size_t depth = 0;
    for (size_t i = at + 1; i < value.size(); ++i) {
      depth = depth_after(depth, value[i]);
      if (depth == 0 && i + 1 != value.size()) return std::nullopt;
    }
    if (depth != 0) return std::nullopt;
    return name_at(value[at]);
  }

  // The wanted name that the last part of a call stands for. Of several calls on a line it is the
  // one that ends with the part. Another name (`import Loop as L`) must be alone on the line.
  std::optional<std::string> name_at(const PythonToken& part) const {
    const auto [begin, end] = calls_.equal_range(part.line);
    const auto ends_with_part = [&](const auto& call) {
      return call.second.ends_with(part.text) &&
             call.second[call.second.size() - part.text.size() - 1] == '.';
    };
    const auto found = std::find_if(begin, end, [&](const auto& call) {
      return call.second.size() > part.text.size() && ends_with_part(call);
    });
    if (found != end) return found->second;
    const bool is_other_name = other_names_.contains(part.text) && std::distance(begin, end) == 1;
    return is_other_name ? std::optional(begin->second) : std::nullopt;
  }

  // The wanted name whose value the name holds here.
  const std::string* value_of(std::string_view name, bool is_attribute,
                              const std::vector<size_t>& around) const {
    const auto held = [this](const Holder& by) -> std::optional<const std::string*> {
      const auto value = values_.find(by);
      if (value == values_.end()) return std::nullopt;
      return value->second ? &*value->second : nullptr;
    };
    if (is_attribute) return held(holder(name, true, around)).value_or(nullptr);
    for (size_t i = around.size() + 1; i-- > 0;) {
      const size_t function = i == 0 ? kModule : around[i - 1];
      if (const auto value = held({function, {}, name})) return *value;
      if (hidden_.contains({function, name})) return nullptr;
    }
    return nullptr;
  }

  // `name.method(` and `self.name.method(`.
  void read_uses(const Tokens& line, const std::vector<size_t>& around) {
    for (size_t i = 0; i + 3 < line.size(); ++i) {
      if (!line[i].is_name() || !line[i + 1].is(".") || !line[i + 2].is_name() ||
          !line[i + 3].is("(")) {
        continue;
      }
      const bool is_part = i > 0 && line[i - 1].is(".");
      const bool is_attribute =
          is_part && i > 1 && line[i - 2].text == "self" && (i == 2 || !line[i - 3].is("."));
      if (is_part && !is_attribute) continue;
      const std::string* value = value_of(line[i].text, is_attribute, around);
      if (value == nullptr) continue;
      found_.push_back(
          {line[i + 2].line, NameKind::kCall, *value + "()." + std::string(line[i + 2].text)});
    }
  }

  std::string_view source_;
  std::vector<PythonFunction> functions_;
  std::multimap<uint32_t, std::string> calls_;            // by line
  std::map<Holder, std::optional<std::string>> values_;   // none: also something else
  std::set<std::pair<size_t, std::string_view>> hidden_;  // parameters, by function
  std::set<std::string_view> other_names_;                // that `as` gives
  std::vector<PythonName> found_;
};

}  // namespace

std::vector<PythonName> python_value_calls(std::string_view source,
                                           std::span<const PythonName> calls) {
  return ValueReader(source, calls).run();
}

}  // namespace trawl
