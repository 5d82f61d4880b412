#include "tests/query/test_tree.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>

#include "indexer/base/file.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLinkMiddle = "/src/branch/master/";

// The lines between the named lines. None has the word outside a comment.
constexpr std::array<std::string_view, 8> kFiller = {"import os",
                                                     "",
                                                     "    # eventlet.sleep(0) was here",
                                                     "def start(self, event, let):",
                                                     "\t#eventlet",
                                                     "    return self.event_let",
                                                     "# import eventlet",
                                                     "        event.let(1)  "};
// The indentation and ends of the named lines. A listing has them stripped.
constexpr std::array<std::string_view, 4> kIndent = {"", "    ", "\t", "        "};
constexpr std::array<std::string_view, 3> kTail = {"", "  ", "\t"};

struct SeedLine {
  std::string path;
  size_t number = 0;
  std::string text;
};

// "https://opendev.org/openstack/heat/src/branch/master/PATH#nLINE : TEXT"
SeedLine parse_link(const std::string& repository, const std::string& link) {
  const std::string head = "https://opendev.org/" + repository + std::string(kLinkMiddle);
  const size_t anchor = link.find("#n");
  const size_t colon = link.find(" : ", anchor);
  EXPECT_TRUE(link.starts_with(head) && colon != std::string::npos) << link;
  return {link.substr(head.size(), anchor - head.size()),
          std::stoul(link.substr(anchor + 2, colon - anchor - 2)), link.substr(colon + 3)};
}

std::string seed_file(const std::map<size_t, std::string>& lines, SeedStyle style) {
  constexpr size_t kBehindTheLast = 3;
  std::string text;
  const size_t last = lines.rbegin()->first + kBehindTheLast;
  for (size_t number = 1; number <= last; ++number) {
    const auto named = lines.find(number);
    if (style == SeedStyle::kPlain) {
      text += named == lines.end() ? "    # ..." : named->second;
    } else if (named == lines.end()) {
      text += kFiller[number % kFiller.size()];
    } else {
      text += kIndent[number % kIndent.size()];
      text += named->second;
      text += kTail[number % kTail.size()];
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string TestTree::path(const std::string& name) const {
  return name.empty() ? directory_.path() : directory_ / name;
}

void TestTree::add(const std::string& name, std::string_view content) const {
  fs::create_directories(fs::path(path(name)).parent_path());
  std::ofstream file(path(name), std::ios::binary);
  file << content;
  file.close();
  EXPECT_TRUE(file.good()) << name;
}

void TestTree::add_symlink(const std::string& target, const std::string& name) const {
  fs::create_directories(fs::path(path(name)).parent_path());
  EXPECT_EQ(symlink(target.c_str(), path(name).c_str()), 0) << name;
}

void TestTree::add_directory(const std::string& name) const {
  fs::create_directories(path(name));
}

void TestTree::remove(const std::string& name) const {
  EXPECT_TRUE(remove_tree(path(name)).is_ok()) << name;
}

std::vector<SeedListing> seed_listings() {
  std::vector<SeedListing> listings;
  for (const char* name : {"heat", "heat-specs", "heat-templates"}) {
    const Result<std::string> text =
        read_file(std::string(TRAWL_SOURCE_DIR "/data/seed/occurrences-") + name + ".txt");
    if (!text.is_ok()) {
      ADD_FAILURE() << text.status().message();
      return {};
    }
    listings.push_back({std::string("openstack/") + name, split_lines(*text)});
  }
  return listings;
}

void add_seed_tree(const TestTree& tree, const std::string& root, SeedStyle style) {
  for (const SeedListing& listing : seed_listings()) {
    std::map<std::string, std::map<size_t, std::string>> files;
    for (const std::string& link : listing.links) {
      SeedLine line = parse_link(listing.repository, link);
      files[line.path][line.number] = std::move(line.text);
    }
    const std::string directory = root + "/" + listing.repository + "/";
    for (const auto& [path, lines] : files) tree.add(directory + path, seed_file(lines, style));
    if (style == SeedStyle::kPlain) continue;
    tree.add(directory + "doc/decoy.py", "# eventlet\n    # uses eventlet\nevent\nlet\n");
    tree.add(directory + "doc/decoy.bin", std::string_view("eventlet\n\0eventlet\n", 19));
  }
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t newline = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, newline));
    text.remove_prefix(std::min(newline + 1, text.size()));
  }
  return lines;
}

}  // namespace trawl
