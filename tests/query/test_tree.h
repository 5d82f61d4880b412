// Source trees for tests of searching: a directory of the test's own with sources and an index, and
// the tree that the listings of data/seed describe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/indexer/base/temporary_directory.h"

namespace trawl {

// Each function fails the running test instead of returning an error.
class TestTree {
 public:
  TestTree() = default;

  // `name` below the test's directory.
  std::string path(const std::string& name = {}) const;
  // The path for the test's index.
  std::string index() const { return path("index"); }
  // Writes a file and the directories above it. An existing file is replaced.
  void add(const std::string& name, std::string_view content) const;
  void add_symlink(const std::string& target, const std::string& name) const;
  void add_directory(const std::string& name) const;
  void remove(const std::string& name) const;

 private:
  TemporaryDirectory directory_;
};

// One listing of data/seed: the lines of a repository that use eventlet, each as a link.
struct SeedListing {
  std::string repository;          // "openstack/heat"
  std::vector<std::string> links;  // the listing's lines
};

// The three listings, in order of their repositories.
std::vector<SeedListing> seed_listings();

// What surrounds the named lines of a seed tree. kDecoys adds indentation, and comments and binary
// files that also name eventlet; kPlain adds nothing of the kind.
enum class SeedStyle { kDecoys, kPlain };

// Writes each file that the listings name below `root`, as root/openstack/heat/... . The file has
// the named lines at their numbers, with filler between them.
void add_seed_tree(const TestTree& tree, const std::string& root,
                   SeedStyle style = SeedStyle::kDecoys);

// The lines of `text` without their '\n'. A last line without '\n' counts.
std::vector<std::string> split_lines(std::string_view text);

}  // namespace trawl
