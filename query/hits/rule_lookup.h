// Finds the rule that a name means.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"

namespace trawl {

// The rule with this full name, or else the rule with this id. The result points into the manifest.
// Errors: kNotFound if the index does not know the rule (the message lists rules of the catalogue
// in the name, or else some that the index knows); kInvalidArgument for an id that rules of several
// catalogues have.
Result<const RuleFacts*> find_rule(const std::string& name, const Manifest& manifest);

}  // namespace trawl
