#include "tests/indexer/index_dump.h"

#include <utility>

#include "indexer/upkeep/index_dump.h"

namespace trawl {

Result<IndexDump> dump_store(const Store& store) {
  IndexDump dump;
  for (const Family family : kAllFamilies) {
    RecordCursor cursor = store.scan(family, "");
    for (; !cursor.at_end(); cursor.next()) {
      dump[dump_name(family, cursor.key())] = dump_digest(cursor.value());
    }
    TRAWL_RETURN_IF_ERROR(cursor.status());
  }
  std::erase_if(dump, [](const auto& record) { return record.first.starts_with("meta status/"); });
  return dump;
}

Result<IndexDump> dump_live(const PublishedIndex& index) {
  IndexDump dump;
  TRAWL_RETURN_IF_ERROR(dump_live(index, [&dump](std::string&& name, std::string&& digest) {
    dump[std::move(name)] = std::move(digest);
  }));
  return dump;
}

}  // namespace trawl
