// Generates source text like that of real projects from a seed. A few words are everywhere, most
// are rare, and the topic of a file makes some of them frequent there.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace trawl {

// The same seed gives the same text on every machine.
class SourceGenerator {
 public:
  explicit SourceGenerator(uint64_t seed);

  // A Python-like module, or every eighth time prose, of about this many bytes.
  std::string file(size_t bytes);

 private:
  size_t pick(size_t limit) { return static_cast<size_t>(random_() % limit); }
  const std::string& word();
  std::string name();
  std::string class_name();
  std::string expression();
  std::string statement();
  std::string function();
  std::string prose_line();

  std::mt19937_64 random_;
  std::vector<std::string> words_;  // frequent words first
  std::vector<size_t> topic_;       // words of the current file's topic
};

}  // namespace trawl
