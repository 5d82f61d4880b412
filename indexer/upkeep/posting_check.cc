#include "indexer/upkeep/posting_check.h"

#include <functional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "indexer/format/keys.h"
#include "indexer/format/posting_group.h"
#include "indexer/format/posting_list.h"
#include "indexer/segment/family_reader.h"
#include "indexer/segment/posting_builder.h"
#include "indexer/segment/posting_list_cursor.h"

namespace trawl {
namespace {

Status wrong_list(const SegmentFacts& segment, Gram gram) {
  return wrong_segment(
      segment,
      fmt::format("the posting list of gram {:06x} is not that of the content", gram.value));
}

// The numbers of a list that lie in a range of chunks, counted from its first.
Status numbers_in(std::string_view list, const ChunkGrams& part, std::vector<uint32_t>* numbers) {
  numbers->clear();
  PostingCursor cursor(list);
  if (!cursor.at_end()) cursor.next_geq({part.first});
  for (; !cursor.at_end() && cursor.chunk().value < part.end; cursor.next()) {
    numbers->push_back(cursor.chunk().value - part.first);
  }
  return cursor.status();
}

// Refuses, with what `refusal` says, a record that is not the reader's next one.
PostingRecords::Sink same_as(FamilyReader* reader, std::function<Status()> refusal) {
  return [reader, refusal = std::move(refusal)](std::string_view key,
                                                std::string_view value) -> Status {
    if (reader->at_end() || reader->key() != key || reader->value() != value) return refusal();
    reader->next();
    return {};
  };
}

}  // namespace

Status check_postings(const Store& store, const SegmentFacts& segment, const ChunkGrams& all,
                      CheckReport* report) {
  FamilyReader reader(store, segment, Family::kPostings);
  std::vector<std::string_view> grams(all.grams.begin(), all.grams.end());
  Gram gram;
  PostingRecords records(segment.id, same_as(&reader, [&] {
                           return wrong_segment(
                               segment, fmt::format("a posting list of the grams up to {:06x} "
                                                    "is not that of the content",
                                                    gram.value));
                         }));
  TRAWL_RETURN_IF_ERROR(build_postings(grams, [&](Gram next, std::string_view coded) {
    gram = next;
    ++report->posting_lists;
    report->postings += posting_list_size(coded);
    return records.add(next, coded);
  }));
  TRAWL_RETURN_IF_ERROR(records.finish());
  if (!reader.at_end())
    return wrong_segment(segment, "a posting list of a gram that the content does not hold");
  return reader.finish();
}

Status check_postings_of(const Store& store, const SegmentFacts& segment, const ChunkGrams& part,
                         uint64_t* postings) {
  TRAWL_ASSIGN_OR_RETURN(PostingListCursor lists, PostingListCursor::open(store, segment));
  std::vector<uint32_t> numbers;
  // Lists of grams that the part does not hold have none of its chunks.
  const auto pass_until = [&](uint32_t gram) -> Status {
    while (!lists.at_end() && lists.key().value < gram) {
      TRAWL_RETURN_IF_ERROR(numbers_in(lists.list(), part, &numbers));
      if (!numbers.empty()) return wrong_list(segment, lists.key());
      TRAWL_RETURN_IF_ERROR(lists.next());
    }
    return {};
  };
  const std::vector<std::string_view> grams(part.grams.begin(), part.grams.end());
  const auto compare = [&](Gram gram, std::string_view coded) -> Status {
    TRAWL_RETURN_IF_ERROR(pass_until(gram.value));
    if (lists.at_end() || lists.key() != gram) return wrong_list(segment, gram);
    TRAWL_RETURN_IF_ERROR(numbers_in(lists.list(), part, &numbers));
    TRAWL_ASSIGN_OR_RETURN(const std::vector<uint32_t> wanted, decode_posting_list(coded));
    if (numbers != wanted) return wrong_list(segment, gram);
    *postings += wanted.size();
    return lists.next();
  };
  TRAWL_RETURN_IF_ERROR(build_postings(grams, compare));
  return pass_until(Gram::kLimit);
}

Status check_posting_codes(const Store& store, const SegmentFacts& segment, uint64_t postings,
                           CheckReport* report) {
  FamilyReader reader(store, segment, Family::kPostings);
  const auto refusal = [&segment] {
    return wrong_segment(segment, "a record of posting lists is not coded as a build codes it");
  };
  PostingRecords records(segment.id, same_as(&reader, refusal));
  TRAWL_ASSIGN_OR_RETURN(PostingListCursor lists, PostingListCursor::open(store, segment));
  std::string coded;
  uint64_t found = 0;
  while (!lists.at_end()) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<uint32_t> numbers, decode_posting_list(lists.list()));
    coded.clear();
    encode_posting_list(numbers, &coded);
    TRAWL_RETURN_IF_ERROR(records.add(lists.key(), coded));
    ++report->posting_lists;
    found += numbers.size();
    TRAWL_RETURN_IF_ERROR(lists.next());
  }
  TRAWL_RETURN_IF_ERROR(records.finish());
  report->postings += found;
  if (found != postings) return wrong_segment(segment, "a posting of a chunk that is not there");
  if (!reader.at_end()) return refusal();
  return reader.finish();
}

}  // namespace trawl
