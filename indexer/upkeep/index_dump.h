// The records of an index as text, to compare one index with another.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/format.h"
#include "indexer/store/publication.h"

namespace trawl {

// Family and key: "chunks 0a1b...". A key of the meta family begins with its readable name:
// "meta dictionary/0a1b...".
std::string dump_name(Family family, std::string_view key);
// What stands for a value: its digest, as 32 hexadecimal digits.
std::string dump_digest(std::string_view value);

using DumpSink = std::function<void(std::string&& name, std::string&& digest)>;

// Gives `sink` everything that the live generation answers from, each record once: first its
// manifest, named "manifest", without what depends on earlier builds (generations, sizes and keys
// of files), then every record that the manifest leads to, by family and ascending by key, but
// those in which equal builds differ: times, and what a build was told to read. Records are read
// one by one; memory grows with the number of repositories and snapshots. kCorruption when a record
// cannot be read.
Status dump_live(const PublishedIndex& index, const DumpSink& sink);

// The same from an index directory as lines "NAME DIGEST", in pieces of many whole lines. kNotFound
// when there is no published index.
Status dump_index(const std::string& directory,
                  const std::function<void(const std::string& lines)>& print);

}  // namespace trawl
