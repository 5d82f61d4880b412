// A repository of a corpus before it is read: its name and how to open it.
#pragma once

#include <memory>
#include <string>

#include "indexer/base/status.h"
#include "indexer/corpus/source.h"

namespace trawl {

// A repository, or (is_outside) what lies in a ROOT above its repositories. A plain value; copies
// open the same source.
struct Repository {
  std::string name;      // "openstack/heat"; any bytes but NUL
  std::string location;  // for messages: a directory's real path, or its given name if unreadable
  std::string origin;    // where it was named, for messages: "corpus.tsv:3", or the ROOT as given
  // Why the repository cannot be read, if that is known before opening it ("/src/heat: No such file
  // or directory"); else empty.
  std::string unreadable;
  // All its entries have a skip reason, and it does not count as a repository.
  bool is_outside = false;
  SourceOpener opener;  // not empty, unless `unreadable` is set

  // Calls the opener; fails with `unreadable` if that is not empty. Thread-safe.
  Result<std::unique_ptr<Source>> open(const PathPatterns* ignore) const;
};

}  // namespace trawl
