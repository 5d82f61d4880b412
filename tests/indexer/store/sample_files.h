// Sorted files with few records, and an index published from them, for tests of the store.
#pragma once

#include <map>
#include <string>

#include "indexer/store/publication.h"

namespace trawl {

using Records = std::map<std::string, std::string>;

// Writes `records` to a sorted file. Fails the running test on an error.
IncomingFile write_sorted(const std::string& path, Family family, const Records& records);

// All records of a family whose keys start with `prefix`.
Records records_of(const Store& store, Family family, const std::string& prefix = "");

// A manifest one generation after the writer's live one. The files form one segment, which the
// snapshot "default" needs.
Manifest next_manifest(const IndexWriter& writer, const std::vector<IncomingFile>& files);

// Publishes a generation with one segment, whose only content record is `key` -> `value`.
Status publish_content(IndexWriter* writer, const std::string& key, const std::string& value);

// Names and sizes of all files below a directory.
std::map<std::string, uintmax_t> files_below(const std::string& directory);

}  // namespace trawl
