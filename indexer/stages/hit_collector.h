// The rule hits of one document.
#pragma once

#include <string_view>

#include "indexer/base/status.h"
#include "indexer/match/matcher.h"
#include "indexer/stages/document_work.h"

namespace trawl {

// Replaces `*hits` by the lines of `document` that the scanner's patterns match; a hit's rule is
// the index of its pattern. The text of a hit is kept while the texts of the document's hits stay
// within its size: rules that match everything must not make an index of hits larger than the
// content. Which texts are kept follows from the document and the patterns' order.
Status collect_hits(std::string_view document, LineScanner* scanner, DocumentHits* hits);

}  // namespace trawl
