// A glob becomes a list of elements that is matched greedily. Two places to come back to are
// enough: the last '*' of the component, and the last "**/" before it. Whatever an earlier star
// could still try, the later one finds too, because the elements between them have already matched
// at their earliest place; so hostile patterns such as "*a*a*a*b" cannot explode as they do in a
// recursive matcher.
#include "indexer/pattern/glob.h"

#include <optional>
#include <string>
#include <utility>

#include "indexer/pattern/byte_set.h"

namespace trawl {
namespace {

uint8_t byte_at(std::string_view text, size_t position) {
  return static_cast<uint8_t>(text[position]);
}

}  // namespace

Result<Glob> Glob::compile(std::string_view pattern) {
  Glob glob;
  for (size_t i = 0; i < pattern.size();) {
    switch (pattern[i]) {
      case '*':
        glob.add_stars(pattern, &i);
        break;
      case '?':
        glob.elements_.push_back({Kind::kAnyByte});
        ++i;
        break;
      case '[':
        TRAWL_RETURN_IF_ERROR(glob.add_class(pattern, &i));
        break;
      case '\\':
        if (i + 1 == pattern.size()) return invalid_argument("it ends with an unescaped \\");
        ++i;
        [[fallthrough]];
      default:
        glob.elements_.push_back({Kind::kByte, byte_at(pattern, i)});
        ++i;
    }
  }
  return glob;
}

// Two or more stars count as "**" only if they are a whole component; elsewhere they are one star.
void Glob::add_stars(std::string_view pattern, size_t* position) {
  const size_t begin = *position;
  size_t end = begin;
  while (end < pattern.size() && pattern[end] == '*') ++end;
  *position = end;
  const bool component_starts = begin == 0 || pattern[begin - 1] == '/';
  if (end - begin >= 2 && component_starts) {
    if (end == pattern.size()) {
      elements_.push_back({Kind::kRest});
      return;
    }
    if (pattern[end] == '/') {
      elements_.push_back({Kind::kDirectories});
      *position = end + 1;
      return;
    }
  }
  elements_.push_back({Kind::kStar});
}

// Reads "[...]" as git's wildmatch does: a first ']' is literal, '-' between two bytes makes a
// range, '\' quotes inside too, and '[' is literal unless "[:name:]" follows.
Status Glob::add_class(std::string_view pattern, size_t* position) {
  const auto unterminated = [] { return invalid_argument("missing ] for the ["); };
  ByteSet bytes;
  size_t i = *position + 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  int previous = -1;  // the byte a range may start from
  for (bool first = true;; first = false) {
    if (i >= pattern.size()) return unterminated();
    if (pattern[i] == ']' && !first) break;
    if (pattern[i] == '[' && i + 1 < pattern.size() && pattern[i + 1] == ':') {
      const size_t close = pattern.find(']', i + 2);
      if (close == std::string_view::npos) return unterminated();
      if (close > i + 2 && pattern[close - 1] == ':') {
        const std::string_view name = pattern.substr(i + 2, close - i - 3);
        const std::optional<ByteSet> named = posix_set(name);
        if (!named) return invalid_argument("unknown class '[:" + std::string(name) + ":]'");
        bytes |= *named;
        i = close + 1;
        previous = -1;
        continue;
      }
    }
    const bool is_range =
        pattern[i] == '-' && previous >= 0 && i + 1 < pattern.size() && pattern[i + 1] != ']';
    if (is_range) ++i;
    if (pattern[i] == '\\' && ++i == pattern.size()) return unterminated();
    const int byte = byte_at(pattern, i++);
    for (int b = is_range ? previous : byte; b <= byte; ++b) bytes.set(static_cast<size_t>(b));
    previous = is_range ? -1 : byte;
  }
  *position = i + 1;
  if (negated) bytes.flip();
  bytes.reset('/');
  elements_.push_back({Kind::kClass, 0, static_cast<uint32_t>(classes_.size())});
  classes_.push_back(bytes);
  return Status();
}

bool Glob::takes(const Element& element, uint8_t byte) const {
  switch (element.kind) {
    case Kind::kByte:
      return byte == element.byte;
    case Kind::kAnyByte:
      return byte != '/';
    case Kind::kClass:
      return classes_[element.class_index].test(byte);
    default:
      return false;
  }
}

bool Glob::matches(std::string_view text) const {
  constexpr size_t kNone = static_cast<size_t>(-1);
  size_t element = 0, at = 0;
  size_t after_star = kNone, star_end = 0;                // the last '*' takes text up to star_end
  size_t after_directories = kNone, directories_end = 0;  // and the last "**/" up to here
  while (true) {
    if (element == elements_.size()) {
      if (at == text.size()) return true;
    } else if (elements_[element].kind == Kind::kRest) {
      return true;
    } else if (elements_[element].kind == Kind::kStar) {
      after_star = ++element;
      star_end = at;
      continue;
    } else if (elements_[element].kind == Kind::kDirectories) {
      after_directories = ++element;
      directories_end = at;
      after_star = kNone;
      continue;
    } else if (at < text.size() && takes(elements_[element], byte_at(text, at))) {
      ++element;
      ++at;
      continue;
    }
    if (after_star != kNone && star_end < text.size() && text[star_end] != '/') {
      at = ++star_end;
      element = after_star;
      continue;
    }
    if (after_directories == kNone) return false;
    const size_t slash = text.find('/', directories_end);
    if (slash == std::string_view::npos) return false;
    at = directories_end = slash + 1;
    element = after_directories;
    after_star = kNone;
  }
}

}  // namespace trawl
