// The flags shared by all commands that print matching lines, and the choices that they make.
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
// --repo, --path, and the flags that select what is printed of the lines, in the order of help.
std::vector<Flag> result_flags();

enum class ResultForm { kGrep, kLinks, kCounts, kNames, kNothing, kJson };

struct ResultChoice {
  ResultForm form = ResultForm::kGrep;
  LinkTemplate links;  // for kLinks
};

// The choice made by --count, --files-with-matches, --quiet, --format, --link-template and --json.
// kInvalidArgument if they choose two forms, because one would be silently dropped.
Result<ResultChoice> result_choice(const Arguments& arguments);

// --ignore-comments and --comment-marker. The latter is refused without the former.
Result<LineSelection> line_selection(const Arguments& arguments);

}  // namespace trawl
