#include "tests/query/search/random_sources.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/document/chunker.h"

namespace trawl {
namespace {

constexpr size_t kSourceChunk = 8 << 10;
constexpr size_t kSourceGiant = 32 << 10;

constexpr std::array<std::string_view, 40> kWords = {
    "import", "eventlet", "def",   "self",  "return", "test_stack", "monkey_patch", "None",
    "True",   "class",    "spawn", "sleep", "queue",  "GreenPool",  "from",         "oslo",
    "Kelvin", "straSSe",  "i",     "x",     "_",      "42",         "3.14",         "0x1F",
    "(",      ")",        "[",     "]",     "{",      "}",          "==",           "\\n",
    "$HOME",  "a|b",      "\t",    "#",     "\"",     "'",          "na\xC3\xAFve", "\xE6\x97\xA5"};

constexpr std::array<std::string_view, 14> kNames = {
    "a.py",         "b.txt",    "dir/a.py",    "dir/deep/er/c.h", "dir.x/z",
    "new\nline.py", "quo\"te'", "in\xFFvalid", "sp ace/ f",       "caf\xC3\xA9.rst",
    "UPPER.PY",     "-dash",    "colon:12",    "z/\x1B[31m.py"};

constexpr std::string_view kMeta = R"(\^$.[]|()?*+{})";

// The length of the UTF-8 character at the front, or 1 if there is none.
size_t character_length(std::string_view text) {
  const auto byte = static_cast<uint8_t>(text.front());
  const size_t length = byte >= 0xC3 && byte < 0xE0 ? 2 : byte >= 0xE1 && byte < 0xF0 ? 3 : 1;
  if (text.size() < length) return 1;
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<uint8_t>(text[i]) & 0xC0) != 0x80) return 1;
  }
  return length;
}

bool is_word(char c) {
  return std::isalnum(static_cast<uint8_t>(c)) != 0 || c == '_';
}

std::string hexadecimal(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<uint8_t>(c);
  return std::string("\\x") + kDigits[byte >> 4] + kDigits[byte & 15];
}

}  // namespace

std::string RandomSources::word() {
  return std::string(kWords[pick(kWords.size())]);
}

std::string RandomSources::line() {
  std::string text;
  for (size_t i = pick(9); i > 0; --i) text.append(word()).append(pick(4) == 0 ? "" : " ");
  if (pick(12) == 0) text.insert(0, "    ");
  return text;
}

std::string RandomSources::text(size_t lines) {
  std::string text;
  for (; lines > 0; --lines) text.append(line()).push_back('\n');
  return text;
}

std::string RandomSources::giant_line() {
  const size_t length = kSourceGiant - 100 + pick(3) * pick(60000);
  std::string line;
  while (line.size() < length) line.append(word()).append(pick(3) == 0 ? " " : "");
  return line;
}

// Text with distinctive bytes on both sides of every edge between its chunks.
std::string RandomSources::chunk_edges() {
  std::string content;
  while (content.size() < 3 * kSourceChunk) {
    content += pick(8) == 0 ? giant_line() + "\n" : text(1 + pick(200));
  }
  if (pick(2) == 0) content += giant_line();
  std::vector<ChunkExtent> chunks;
  chunk_document(content, &chunks);
  for (const ChunkExtent& chunk : chunks) {
    const size_t from = chunk.offset < 12 ? 0 : chunk.offset - 12;
    for (size_t i = from; i < std::min<size_t>(chunk.offset + 12, content.size()); ++i) {
      if (content[i] != '\n') content[i] = "abcdefgXYZ_019 "[pick(15)];
    }
  }
  return content;
}

std::string RandomSources::odd_content(size_t kind) {
  std::string content;
  switch (kind) {
    case 0:
      return "";
    case 1:
      return "\n";
    case 2:  // binary
      return text(3) + std::string(1, '\0') + text(3);
    case 3:  // UTF-16
      for (const char c : text(4)) content.append({c, '\0'});
      return "\xFF\xFE" + content;
    case 4:  // Latin-1
      return "caf\xE9 " + text(3) + "\xE9t\xE9 eventlet\n";
    case 5:  // UTF-8 with errors
      return text(2) + "na\xC3\xAFve \xC3 \xE6\x97 eventlet \xF0\x9F\x98\x80\n" + text(2);
    case 6:  // byte order mark
      return "\xEF\xBB\xBF" + text(5);
    case 7:  // CRLF
      for (size_t i = 2 + pick(20); i > 0; --i) content.append(line()).append("\r\n");
      return content;
    case 8:
      return text(3) + giant_line();
    case 9:  // a NUL too late to make it binary
      return text(2000) + std::string(1, '\0') + "eventlet\n";
    case 10:
      return text(1 + pick(30)) + "no newline, eventlet";
    case 11:
      return std::string(pick(40), '\n') + text(2);
    default:
      return chunk_edges();
  }
}

SourceFiles RandomSources::sources() {
  SourceFiles files;
  std::string shared = text(40);
  for (const char* repository : {"org/b", "org/a", "org/a-b", "other/\xFFodd"}) {
    std::map<std::string, std::string>& contents = files[repository];
    for (const std::string_view name : kNames) {
      const size_t kind = pick(24);
      contents[std::string(name)] = kind < 14   ? odd_content(kind)
                                    : kind < 17 ? shared
                                                : text(pick(300));
    }
    for (size_t kind = 0; kind < 13; ++kind) {
      if (pick(3) == 0) contents["odd/" + std::to_string(kind)] = odd_content(kind);
    }
    contents["copies/one"] = contents["copies/two"] = contents["a.py"];
  }
  return files;
}

void RandomSources::change(SourceFiles* files) {
  for (auto& [repository, contents] : *files) {
    std::erase_if(contents, [this](const auto&) { return pick(6) == 0; });
    for (auto& [path, content] : contents) {
      if (pick(5) == 0) content = odd_content(pick(14));
    }
    contents["added.py"] = text(pick(50));
  }
}

std::string RandomSources::piece_of_a_line(const SourceFiles& files) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto& contents = std::next(files.begin(), static_cast<long>(pick(files.size())))->second;
    const std::string& content =
        std::next(contents.begin(), static_cast<long>(pick(contents.size())))->second;
    if (content.empty()) continue;
    size_t at = pick(content.size());
    if (content.size() > kSourceChunk && pick(2) == 0) {
      std::vector<ChunkExtent> chunks;
      chunk_document(content, &chunks);
      at = chunks[pick(chunks.size())].offset;
      at -= std::min(at, pick(14));
    }
    const std::string piece = content.substr(at, 3 + pick(12));
    std::string line = piece.substr(0, piece.find('\n'));
    if (!line.empty()) return line;
  }
  return "eventlet";
}

void RandomSources::append_both(std::string_view text, PatternPair* pattern) {
  pattern->text += text;
  pattern->scan.expression += text;
}

// Appends one character of the piece, either as it is or as another expression that matches it.
void RandomSources::append_atom(std::string_view piece, size_t* at, PatternPair* pattern) {
  const std::string_view rest = piece.substr(*at);
  const size_t length = character_length(rest);
  const char c = rest.front();
  *at += length;
  if (length > 1) {  // a quantifier takes the whole character
    const std::string character(rest.substr(0, length));
    pattern->text += pick(4) == 0 ? "[" + character + "q]" : character;
    const bool is_class = pattern->text.ends_with("]");
    pattern->scan.expression += "(?:" + character + (is_class ? "|q)" : ")");
    return;
  }
  const size_t twist = pick(14);
  if (static_cast<uint8_t>(c) >= 0x80 || static_cast<uint8_t>(c) < 0x20) {
    append_both(hexadecimal(c), pattern);
  } else if (twist == 0) {
    append_both(".", pattern);
  } else if (twist == 1 && is_word(c)) {
    append_both(pick(2) == 0 ? "\\w" : "[0-9A-Za-z_]", pattern);
  } else if (twist == 2 && is_word(c)) {
    append_both(std::string("[") + c + "yz]", pattern);
  } else if (twist == 3) {
    append_both(std::string("[^") + (c == 'q' ? 'r' : 'q') + "]", pattern);
  } else if (kMeta.find(c) != std::string_view::npos) {
    append_both(std::string("\\") + c, pattern);
  } else {
    append_both(std::string(1, c), pattern);
  }
}

void RandomSources::append_twisted(std::string_view piece, PatternPair* pattern) {
  static constexpr std::array<std::string_view, 9> kQuantifiers = {
      "?", "*", "+", "{1,3}", "+?", "*?", "{0,2}", "{1}", "++"};
  for (size_t at = 0; at < piece.size();) {
    append_atom(piece, &at, pattern);
    if (pick(9) == 0) append_both(kQuantifiers[pick(kQuantifiers.size())], pattern);
  }
}

RandomSources::PatternPair RandomSources::pattern(const SourceFiles& files) {
  static constexpr std::array<std::string_view, 16> kAnyway = {
      "",        "^$",   "x*",   "\\b",         "^",      ".",         "\\s+$", "[^a-z ]{4}",
      "\\d+\\.", "^\\s", "\\r$", "[A-Z][a-z]+", "\\W\\W", "(a|b)c?d*", "\\x00", "zq{3}zq"};
  PatternPair pattern;
  pattern.options.ignore_case = pattern.scan.caseless = pick(4) == 0;
  pattern.options.word = pattern.scan.word = pick(7) == 0;
  std::string first = piece_of_a_line(files);
  if (pattern.options.ignore_case && pick(2) == 0) {
    for (char& c : first) c = static_cast<char>(std::toupper(static_cast<uint8_t>(c)));
  }
  const std::string second = pick(2) == 0 ? piece_of_a_line(files) : word();
  static constexpr std::array<std::array<std::string_view, 3>, 10> kFrames = {{
      {"", ".*", ""},
      {"", "|", ""},
      {"^", ".*", "$"},
      {"(?<=", ")", ""},
      {"(?<!", ")", ""},
      {"(", ")?", ""},
      {"(?:", "|", ")+"},
      {"", "(?=", ")"},
      {"(?i:", ")", ""},
      {"(", ").*\\1|", ""},
  }};
  const size_t kind = pick(20);
  if (kind < 3) {
    pattern.options.fixed_string = pattern.scan.literal = true;
    append_both(first, &pattern);
  } else if (kind < 5) {
    append_both(kAnyway[pick(kAnyway.size())], &pattern);
  } else if (kind < 10) {
    append_twisted(first, &pattern);
  } else {
    const auto& frame = kFrames[kind - 10];
    const bool fixed_width = frame[0].starts_with("(?<");
    append_both(frame[0], &pattern);
    if (fixed_width) {
      append_both(is_word(first[0]) ? first.substr(0, 1) : "a", &pattern);
    } else {
      append_twisted(first, &pattern);
    }
    append_both(frame[1], &pattern);
    append_twisted(fixed_width ? std::string_view(first).substr(1) : second, &pattern);
    append_both(frame[2], &pattern);
  }
  return pattern;
}

}  // namespace trawl
