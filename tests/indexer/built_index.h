// Builds indexes from generated trees, for tests of what a build writes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/indexer.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/index_dump.h"

namespace trawl {

// Repository name -> path -> file.
using SnapshotFiles = std::map<std::string, std::map<std::string, FileRecord>>;

// Directories for source trees and indexes. Each function fails the running test if something goes
// wrong that the test did not ask for.
class BuiltIndex {
 public:
  BuiltIndex();

  // Writes a source file: "repository/path".
  void add(const std::string& path, std::string_view content);
  // The real path of a source file or, empty, of the directory of all repositories.
  std::string source(const std::string& path = {}) const;
  // The directory of the index "index", or of another.
  std::string directory(const std::string& name = "index") const { return base_ / name; }

  // Options for a build of all repositories (directories one level down) into `index`.
  BuildOptions options(const std::string& index = "index") const;
  // Builds, and then checks the whole index.
  BuildSummary build(const BuildOptions& options) const;
  BuildSummary build(const std::string& index = "index") const { return build(options(index)); }

  IndexDump dump(const std::string& index = "index") const;
  SnapshotFiles files(const std::string& snapshot = "default") const;
  Manifest manifest(const std::string& index = "index") const;

 private:
  TemporaryDirectory base_;
};

}  // namespace trawl
