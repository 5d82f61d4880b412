// The program `trawl`: reads an index.
#include <cstdio>
#include <cstdlib>

#include "indexer/cli/dispatch.h"
#include "query/commands/commands.h"

int main(int argc, char** argv) {
  const int code = trawl::run_main(trawl::trawl_program(), argc, argv);
  // Skips the destructors of static objects. They would join the idle threads that libraries keep,
  // and close the index.
  std::fflush(nullptr);
  std::_Exit(code);
}
