// An index of repositories that were never on disk can be searched like any other.
#include <gtest/gtest.h>

#include "tests/indexer/corpus/memory_source.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

TEST(MemoryCorpus, IsSearched) {
  const TestTree tree;
  MemoryFiles heat, nova;
  heat["api/a.py"].content = "import eventlet\nx = 1\n";
  heat["b.py"].content = "nothing\n";
  nova["c.py"].content = "x\n  import eventlet";
  nova["gone.py"] = {"import eventlet\n", SkipReason::kNone, SkipReason::kVanished};
  BuildOptions options;
  options.index_directory = tree.index();
  options.memory = kLeastMemory;
  options.max_file_size = kLeastMemory / 4;
  options.jobs = 2;
  options.repositories = {memory_repository("heat", heat), memory_repository("nova", nova)};
  EXPECT_EQ(build(options).counts.repositories, 2u);
  PatternSearch request;
  request.pattern = "import +eventlet";
  const SearchOutcome outcome = search_index(tree.index(), request);
  EXPECT_TRUE(outcome.status.is_ok()) << outcome.status.message();
  EXPECT_EQ(outcome.lines,
            (std::vector<FoundLine>{{"heat", "api/a.py", 1, 0, "import eventlet", true},
                                    {"nova", "c.py", 2, 2, "  import eventlet", false}}));
}

}  // namespace
}  // namespace trawl
