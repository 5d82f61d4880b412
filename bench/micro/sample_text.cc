#include "bench/micro/sample_text.h"

#include <iterator>
#include <random>

namespace trawl {
namespace {

// Takes plain remainders of mt19937, because the standard's distributions differ between libraries.
uint32_t below(std::mt19937* random, uint32_t limit) {
  return static_cast<uint32_t>((*random)() % limit);
}

void add_line(std::mt19937* random, std::string* text) {
  static constexpr const char* kWords[] = {"def ",    "return ",  "import ",   "self.",    "if ",
                                           "neutron", "context",  "request.",  " = ",      "None, ",
                                           "for ",    "instance", "(session)", "volume_",  " not ",
                                           "raise ",  "LOG.info", "\"name\"",  "# TODO: ", "[0]"};
  text->append(size_t{4} * below(random, 4), ' ');
  for (uint32_t words = below(random, 9); words > 0; --words) {
    switch (below(random, 8)) {
      case 0:
        *text += "call" + std::to_string(below(random, kSampleCalls)) + "(";
        break;
      case 1:
        *text += std::to_string(below(random, 100000));
        break;
      default:
        *text += kWords[below(random, std::size(kWords))];
    }
  }
  text->push_back('\n');
}

}  // namespace

std::string sample_lines(size_t size) {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < size) add_line(&random, &text);
  text.resize(size);
  return text;
}

std::vector<std::string_view> pieces_of(std::string_view text, size_t size) {
  std::vector<std::string_view> pieces;
  for (size_t begin = 0; begin + size <= text.size(); begin += size) {
    pieces.push_back(text.substr(begin, size));
  }
  return pieces;
}

std::vector<uint32_t> sample_numbers(uint32_t seed, uint32_t permille, uint32_t limit) {
  constexpr uint32_t kLongestRun = 15;
  std::mt19937 random(seed);
  std::vector<uint32_t> numbers;
  for (uint32_t next = 0; next < limit; ++next) {
    if (below(&random, 1000) >= permille) continue;
    // One in eight numbers starts a run, whose average length is eight.
    const uint32_t run = below(&random, 8) == 0 ? 1 + below(&random, kLongestRun) : 1;
    for (uint32_t i = 0; i < run && next < limit; ++i) numbers.push_back(next++);
  }
  if (numbers.empty()) numbers.push_back(limit / 2);
  return numbers;
}

}  // namespace trawl
