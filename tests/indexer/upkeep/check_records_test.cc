// Records of hits and posting lists that are well-formed, but not those of the content.
#include <gtest/gtest.h>

#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/hit.h"
#include "indexer/format/keys.h"
#include "indexer/format/posting_group.h"
#include "indexer/format/posting_list.h"
#include "indexer/store/publication.h"
#include "indexer/store/segment_records.h"
#include "indexer/upkeep/check.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/document/sample_documents.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

// Publishes an index again, after `tamper` has changed the records of one family, and checks it
// whole and part by part, which gives `message`; with an empty one, nothing is wrong.
void expect_refused(const std::string& message, Family family,
                    const std::function<void(const SegmentFacts&, Records*)>& tamper,
                    bool known = true) {
  BuiltIndex index;
  index.add("repo/a", sample_text(1, 40000));
  index.add("repo/b", sample_text(2, 40000));
  BuildOptions options = index.options();
  options.rules = parse_rules("every\t.\nfirst\te\n", "rules").value();
  index.build(options);
  const PublishedIndex published = open_published(index.directory()).value();
  const std::string directory = index.directory("tampered");
  {
    IndexWriter writer = IndexWriter::open(directory).value();
    Manifest manifest = published.manifest;
    manifest.generation = 1;
    manifest.snapshots.clear();
    manifest.tree_files.clear();
    manifest.place_files.clear();
    if (!known) manifest.rules.clear();
    ASSERT_EQ(manifest.segments.size(), 1u);
    SegmentFacts& segment = manifest.segments[0];
    std::vector<IncomingFile> files;
    for (const FileFacts& file : segment.files) {
      Records records = records_of(published.store, file.family, segment_prefix(segment.id));
      if (file.family == family) tamper(segment, &records);
      files.push_back(
          write_sorted(writer.pending_directory() + "/" + std::to_string(files.size()) + ".sst",
                       file.family, records));
    }
    segment.files.clear();
    for (const IncomingFile& file : files) segment.files.push_back(file.facts);
    const std::string dictionary = read_dictionary(published.store, segment.dictionary).value();
    const Status status = writer.publish(manifest, BuildStatus(), files,
                                         {{dictionary_key(segment.dictionary), dictionary}});
    ASSERT_TRUE(status.is_ok()) << status.message();
  }
  for (const uint64_t memory : {uint64_t{0}, kDefaultCheckMemory}) {
    const Status status = check_index(directory, memory).status();
    EXPECT_EQ(status.code(), message.empty() ? StatusCode::kOk : StatusCode::kCorruption);
    const bool is_named = memory != 0 || status.message().find(message) != std::string::npos;
    EXPECT_TRUE(is_named) << status.message();
  }
}

// The first two blocks of the first rule.
std::pair<std::string*, std::string*> first_blocks(Records* records) {
  auto first = records->begin();
  auto second = std::next(first);
  EXPECT_EQ(first->first.substr(0, first->first.size() - 1),
            second->first.substr(0, second->first.size() - 1));
  return {&first->second, &second->second};
}

void swap_blocks(const SegmentFacts&, Records* records) {
  const auto [first, second] = first_blocks(records);
  std::swap(*first, *second);
}

TEST(Check, HitsThatAreNotThoseOfTheContentAreCorruption) {
  expect_refused("", Family::kHits, [](const SegmentFacts&, Records*) {});
  expect_refused("are not those of the content", Family::kHits, swap_blocks);
  expect_refused("are not in the order of its documents", Family::kHits, swap_blocks, false);
  // A missing hit, one too many, a missing block, and one of another rule.
  expect_refused("are not those of the content", Family::kHits,
                 [](const SegmentFacts&, Records* records) {
                   std::string& last = records->rbegin()->second;
                   std::vector<Hit> hits = decode_hit_block(last).value();
                   hits.pop_back();
                   last = encode_hit_block(hits);
                 });
  expect_refused("are not those of the content", Family::kHits,
                 [](const SegmentFacts&, Records* records) {
                   std::string& last = records->rbegin()->second;
                   std::vector<Hit> hits = decode_hit_block(last).value();
                   hits.push_back({{7}, 1, true, "line"});
                   last = encode_hit_block(hits);
                 });
  expect_refused(
      "are not those of the content", Family::kHits,
      [](const SegmentFacts&, Records* records) { records->erase(std::prev(records->end())); });
  expect_refused("the number of records with hits is", Family::kHits,
                 [](const SegmentFacts& segment, Records* records) {
                   const RuleDigest other{};
                   (*records)[hit_key(segment.id, other, 0)] = records->begin()->second;
                 });
}

// The records of the lists, as a build codes them.
Records posting_records(const SegmentFacts& segment,
                        const std::map<Gram, std::vector<uint32_t>>& lists) {
  Records changed;
  PostingRecords records(segment.id, [&](std::string_view key, std::string_view value) -> Status {
    changed.emplace(key, value);
    return {};
  });
  for (const auto& [gram, numbers] : lists) {
    std::string coded;
    encode_posting_list(numbers, &coded);
    EXPECT_TRUE(records.add(gram, coded).is_ok());
  }
  EXPECT_TRUE(records.finish().is_ok());
  return changed;
}

// The first record that is a group of lists, as the lists.
std::pair<std::string, std::map<Gram, std::vector<uint32_t>>> first_group(const Records& records) {
  for (const auto& [key, value] : records) {
    const std::optional<Gram> first = parse_posting_group_key(key);
    if (!first) continue;
    std::map<Gram, std::vector<uint32_t>> lists;
    for (PostingGroupCursor group(value, *first); !group.at_end(); group.next()) {
      lists[group.gram()] = decode_posting_list(group.list()).value();
    }
    return {key, lists};
  }
  ADD_FAILURE() << "no group";
  return {};
}

TEST(Check, PostingListsThatAreNotThoseOfTheContentAreCorruption) {
  expect_refused("a posting of a chunk that is not there", Family::kPostings,
                 [](const SegmentFacts& segment, Records* records) {
                   auto [key, lists] = first_group(*records);
                   lists.begin()->second.push_back(segment.chunks + 5);
                   records->erase(key);
                   records->merge(posting_records(segment, lists));
                 });
  expect_refused("the posting list of gram fffefd is not that of the content", Family::kPostings,
                 [](const SegmentFacts& segment, Records* records) {
                   records->merge(posting_records(segment, {{Gram{0xfffefd}, {0}}}));
                 });
  // A short list that has a record of its own. Searches would find the same.
  expect_refused("is not coded as a build codes it", Family::kPostings,
                 [](const SegmentFacts& segment, Records* records) {
                   const auto [key, lists] = first_group(*records);
                   records->erase(key);
                   for (const auto& [gram, numbers] : lists) {
                     std::string& coded =
                         (*records)[posting_key(segment.id, GramKind::kTrigram, gram)];
                     encode_posting_list(numbers, &coded);
                   }
                 });
}

}  // namespace
}  // namespace trawl
