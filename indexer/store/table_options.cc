#include "indexer/store/table_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace trawl {
namespace {

// Enough for the blocks that one query goes back to; content is not worth caching in a process that
// ends.
constexpr size_t kBlockCacheBytes = 16 << 20;

// A hit reads a block of each family: with blocks of 16 KB the index is 0.1 % smaller, but a hit
// reads 84 KB instead of 63 KB (measured). A larger value has a block of its own.
constexpr size_t kBlockBytes = 4 << 10;

// The distance between keys that are written whole, in the index of a table (RocksDB's default is
// 1) and in a block of postings (16). A key repeats 16 bytes of segment id: the index of the 2024.2
// release is 1 % smaller for both. Reading a list or a frame for the first time takes as long as
// before, since there is less to read; reading a list again takes 10 % longer. With 16 and 64 the
// index is another 0.2 % smaller, but a frame takes 5 % longer and reading a list again 20 %
// (measured with a record for each list).
constexpr int kKeysPerIndexRestart = 8;
constexpr int kPostingsPerRestart = 32;

// Families with many keys per segment, of which a command reads few.
bool has_many_keys(Family family) {
  return family == Family::kContent || family == Family::kPostings || family == Family::kBlobs;
}

// Content and postings hold coded bytes, and blobs hold digests. Chunks, places and trees would
// shrink, but each search reads many of their records and is faster if it need not unpack blocks:
// with plain trees, which are 0.002 of the text larger, the paths of 940 files take 2.0 ms instead
// of 3.3. Each search reads the manifest and, if there are candidates, a dictionary, and takes 0.2
// to 0.5 ms less when they are plain (measured).
bool is_compressed(Family family) {
  return !has_many_keys(family) && family != Family::kChunks && family != Family::kPlaces &&
         family != Family::kTrees && family != Family::kMeta;
}

// One cache for the process, like RocksDB's own default, but in a single shard because it is small.
const std::shared_ptr<rocksdb::Cache>& block_cache() {
  static const std::shared_ptr<rocksdb::Cache> cache =
      rocksdb::NewLRUCache(kBlockCacheBytes, /*num_shard_bits=*/0);
  return cache;
}

}  // namespace

rocksdb::ColumnFamilyOptions family_options(Family family) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache();
  table.format_version = 5;  // table_tail reads its footer
  table.checksum = rocksdb::kXXH3;
  table.block_size = kBlockBytes;
  // A block ends before a record that would make it larger: otherwise the list of a rare gram would
  // share its block with a frequent one's, and be read with it.
  table.block_size_deviation = 99;
  // With an index in two levels, only the top one is read when a file is opened.
  if (has_many_keys(family))
    table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.index_block_restart_interval = kKeysPerIndexRestart;
  if (family == Family::kPostings) table.block_restart_interval = kPostingsPerRestart;
  // A build looks up every document it meets in each live segment, mostly in vain.
  if (family == Family::kBlobs) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));

  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = is_compressed(family) ? rocksdb::kZSTD : rocksdb::kNoCompression;
  options.disable_auto_compactions = true;
  // Nothing is written through memtables; the default arena of 64 MB would only be address space.
  options.write_buffer_size = 64 << 10;
  options.arena_block_size = 4 << 10;
  return options;
}

}  // namespace trawl
