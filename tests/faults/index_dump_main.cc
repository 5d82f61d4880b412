// index_dump DIR: prints what the live generation of an index answers from, a record a line. Exit
// codes: 0 printed; 2 there is no index (yet); 1 any other error.
#include <cstdio>

#include "tests/indexer/index_dump.h"

namespace trawl {
namespace {

int fail(const Status& status) {
  std::fprintf(stderr, "%s\n", status.message().c_str());
  return status.code() == StatusCode::kNotFound ? 2 : 1;
}

int run(const char* directory) {
  const Result<PublishedIndex> index = open_published(directory);
  if (!index.is_ok()) return fail(index.status());
  const Result<IndexDump> dump = dump_live(*index);
  if (!dump.is_ok()) return fail(dump.status());
  for (const auto& [key, digest] : *dump) std::printf("%s %s\n", key.c_str(), digest.c_str());
  return 0;
}

}  // namespace
}  // namespace trawl

int main(int argc, char** argv) {
  return argc == 2 ? trawl::run(argv[1]) : 1;
}
