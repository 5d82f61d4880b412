// Finds the documents that pass certain filters, by the trigram index alone.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/places.h"
#include "query/filter/trigram_query.h"
#include "query/read/index_reader.h"

namespace trawl {

// A document passes if some piece of it passes the first query, and some piece the second. Where
// few pieces pass the first, the second is not asked.
struct DocumentQuery {
  TrigramQuery first, second;
};

// Gets the files of a document, which are valid during the call, and the indexes of the queries
// that it passes, ascending. The reader is for the calling thread.
using DocumentVisitor =
    std::function<Status(const DocumentLocation& location, std::span<const Place> places,
                         std::span<const uint32_t> queries, IndexReader* reader)>;

// Visits each document that passes one of the queries. No content is read. Each processor has a
// thread, and one thread at a time uses a visitor of make_visitor(). Memory holds a number for each
// query and each piece that passes one of its parts. `searched` has kSearchFamilies and kDocuments.
Status visit_documents_with(const std::vector<DocumentQuery>& queries, const IndexReader& searched,
                            const std::function<DocumentVisitor()>& make_visitor);

}  // namespace trawl
