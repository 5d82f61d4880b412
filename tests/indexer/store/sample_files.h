// Sorted files with few records, and an index published from them, for tests of the store.
#pragma once

#include <map>
#include <string>

#include "indexer/store/publication.h"

namespace trawl {

using Records = std::map<std::string, std::string>;

// Writes `records` to a sorted file. Fails the running test when that goes wrong.
IncomingFile write_sorted(const std::string& path, Family family, const Records& records);

// All records of a family whose keys begin with `prefix`.
Records records_of(const Store& store, Family family, const std::string& prefix = "");

// A manifest one generation above the writer's live one, with the files as those of one segment
// that the snapshot "default" needs.
Manifest next_manifest(const IndexWriter& writer, const std::vector<IncomingFile>& files);

// Publishes a generation with a segment whose content is one record, `key` -> `value`, and nothing
// else.
Status publish_content(IndexWriter* writer, const std::string& key, const std::string& value);

// Names and sizes of all files below a directory.
std::map<std::string, uintmax_t> files_below(const std::string& directory);

}  // namespace trawl
