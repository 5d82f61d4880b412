#include "query/output/json_text.h"

#include <cstdint>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "indexer/text/base64.h"
#include "indexer/text/utf8.h"

namespace trawl {
namespace {

// A control character that JSON allows but that a terminal obeys.
struct HiddenControl {
  uint8_t code;
  size_t length;  // in bytes of UTF-8
};

std::optional<HiddenControl> hidden_control(std::string_view bytes, size_t at) {
  const auto byte = static_cast<uint8_t>(bytes[at]);
  if (byte == 0x7F) return HiddenControl{byte, 1};
  if (byte != 0xC2 || at + 1 == bytes.size()) return std::nullopt;
  const auto next = static_cast<uint8_t>(bytes[at + 1]);
  if (next >= 0xA0) return std::nullopt;
  return HiddenControl{next, 2};
}

void append_code(uint8_t code, std::string* out) {
  fmt::format_to(std::back_inserter(*out), "\\u{:04x}", code);
}

// Whether JSON itself forbids the byte within a string.
bool must_be_escaped(char c) {
  return static_cast<uint8_t>(c) < 0x20 || c == '"' || c == '\\';
}

void append_escape(char c, std::string* out) {
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  const size_t known = kShort.find(c);
  if (known == std::string_view::npos) return append_code(static_cast<uint8_t>(c), out);
  *out += '\\';
  *out += kLetters[known];
}

// A quick check whether a byte may be the first of a hidden control character.
bool may_be_hidden(char c) {
  return c == '\x7F' || c == '\xC2';
}

}  // namespace

void append_json_escaped(std::string_view bytes, std::string* out) {
  size_t plain = 0;  // start of the bytes that need no escape
  for (size_t at = 0; at < bytes.size();) {
    const char c = bytes[at];
    std::optional<HiddenControl> hidden;
    if (may_be_hidden(c)) hidden = hidden_control(bytes, at);
    if (!hidden && !must_be_escaped(c)) {
      ++at;
      continue;
    }
    out->append(bytes, plain, at - plain);
    if (hidden) {
      append_code(hidden->code, out);
    } else {
      append_escape(c, out);
    }
    at += hidden ? hidden->length : 1;
    plain = at;
  }
  out->append(bytes, plain);
}

void append_json_text(std::string_view bytes, std::string* out) {
  if (is_valid_utf8(bytes)) {
    *out += R"({"text":")";
    append_json_escaped(bytes, out);
  } else {
    *out += R"({"bytes":")";
    *out += base64_encode(bytes);
  }
  *out += "\"}";
}

std::string without_hidden_controls(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (size_t at = 0; at < json.size();) {
    const std::optional<HiddenControl> hidden = hidden_control(json, at);
    if (hidden) {
      append_code(hidden->code, &out);
    } else {
      out.push_back(json[at]);
    }
    at += hidden ? hidden->length : 1;
  }
  return out;
}

}  // namespace trawl
