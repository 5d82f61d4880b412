// The program `trawl`: reads an index.
#include <cstdio>
#include <cstdlib>

#include "indexer/cli/dispatch.h"
#include "query/commands/commands.h"

int main(int argc, char** argv) {
  const int code = trawl::run_main(trawl::trawl_program(), argc, argv);
  // Without destructors of statics: there, libraries join the idle threads they keep, and the index
  // would be closed.
  std::fflush(nullptr);
  std::_Exit(code);
}
