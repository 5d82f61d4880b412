// The flags that all commands share which print matching lines, and what they ask for.
#pragma once

#include <vector>

#include "indexer/base/status.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/command.h"
#include "query/language/line_selection.h"
#include "query/output/link_template.h"

namespace trawl {

// --repo.
Flag repo_flag();
// --repo, --path, and the flags that say what is printed of the lines, in the order of help.
std::vector<Flag> result_flags();

enum class ResultForm { kGrep, kLinks, kCounts, kNames, kNothing, kJson };

struct ResultChoice {
  ResultForm form = ResultForm::kGrep;
  LinkTemplate links;  // of kLinks
};

// What --count, --files-with-matches, --quiet, --format, --link-template and --json ask for;
// kInvalidArgument when they ask for two forms, of which one would be dropped without a word.
Result<ResultChoice> result_choice(const Arguments& arguments);

// --ignore-comments and --comment-marker, which is refused alone.
Result<LineSelection> line_selection(const Arguments& arguments);

}  // namespace trawl
