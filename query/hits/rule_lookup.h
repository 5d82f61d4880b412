// Which rule of an index a name means.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"

namespace trawl {

// The rule of this name, or else the one whose name ends in '/' and it. The result points into the
// manifest. kNotFound for a rule that the index does not know, with those of the catalogue that was
// named, or else some that it knows; kInvalidArgument for an id that rules of several catalogues
// have.
Result<const RuleFacts*> find_rule(const std::string& name, const Manifest& manifest);

}  // namespace trawl
