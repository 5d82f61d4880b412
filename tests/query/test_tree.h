// Source trees for the tests of searching: a directory of a test's own with sources and an index
// beside them, and the tree that the listings of data/seed describe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/indexer/base/temporary_directory.h"

namespace trawl {

// Everything fails the running test instead of returning an error.
class TestTree {
 public:
  TestTree() = default;

  // `name` below the test's directory.
  std::string path(const std::string& name = {}) const;
  // Where the test's index is to lie.
  std::string index() const { return path("index"); }
  // Writes a file, and the directories above it; replaces one that exists.
  void add(const std::string& name, std::string_view content) const;
  void add_symlink(const std::string& target, const std::string& name) const;
  void add_directory(const std::string& name) const;
  void remove(const std::string& name) const;

 private:
  TemporaryDirectory directory_;
};

// One listing of data/seed: a repository's lines that use eventlet, each as a link.
struct SeedListing {
  std::string repository;          // "openstack/heat"
  std::vector<std::string> links;  // the listing's lines
};

// The three listings, in order of their repositories.
std::vector<SeedListing> seed_listings();

// What surrounds the named lines of a seed tree: indentation, and comments and binary files that
// name eventlet too; or nothing of the kind.
enum class SeedStyle { kDecoys, kPlain };

// Writes each file that the listings name below `root`, as root/openstack/heat/...: it holds the
// named lines at the named numbers, among filler.
void add_seed_tree(const TestTree& tree, const std::string& root,
                   SeedStyle style = SeedStyle::kDecoys);

// The lines of `text` without their '\n'; a last line without one counts.
std::vector<std::string> split_lines(std::string_view text);

}  // namespace trawl
