// The program `trawl-index`: writes and maintains indexes.
#include "indexer/cli/dispatch.h"
#include "indexer/commands/commands.h"

int main(int argc, char** argv) {
  return trawl::run_main(trawl::trawl_index_program(), argc, argv);
}
