// The content is read once, in order. Everything else in a segment is a function of it, so the
// stages that made it make it again, and the result is compared with the records.
#include "indexer/upkeep/segment_check.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "indexer/base/digest.h"
#include "indexer/document/chunker.h"
#include "indexer/document/gram_extractor.h"
#include "indexer/document/hit_collector.h"
#include "indexer/format/chunk.h"
#include "indexer/format/frame.h"
#include "indexer/format/hit.h"
#include "indexer/format/keys.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/segment/family_reader.h"
#include "indexer/segment/segment_walk.h"
#include "indexer/text/utf8.h"
#include "indexer/upkeep/posting_check.h"

namespace trawl {
namespace {

struct ChunkTable {
  std::vector<ChunkRecord> chunks;
  std::vector<ChunkGroup> groups;
};

Result<ChunkTable> read_chunks(const Store& store, const SegmentFacts& segment) {
  ChunkTable table;
  TRAWL_RETURN_IF_ERROR(
      for_each_chunk(store, segment, [&table](uint32_t, const ChunkRecord& chunk) -> Status {
        table.chunks.push_back(chunk);
        return {};
      }));
  TRAWL_ASSIGN_OR_RETURN(table.groups, read_groups(store, segment));
  return table;
}

// Gives the content of frames in ascending order. Unlike query/read's ContentReader it keeps
// nothing and looks nothing up: each frame is read once, and a frame that no chunk names is
// noticed.
class FrameWalk {
 public:
  FrameWalk(const Store& store, const SegmentFacts& segment, const Dictionary* dictionary)
      : segment_(segment), reader_(store, segment, Family::kContent), decompressor_(dictionary) {}

  // The content of a frame, which must be the last one asked for or the next.
  Result<std::string_view> frame(FrameNumber number) {
    if (current_ && *current_ == number) return content_;
    if (reader_.at_end() || reader_.key() != content_key(segment_.id, number)) {
      return wrong_segment(segment_, fmt::format("frame {} is missing", number.value));
    }
    current_.reset();
    const Status status = decompressor_.decompress(reader_.value(), kMaxFrameContent, &content_);
    TRAWL_RETURN_IF_ERROR(status.with_context(fmt::format("frame {}", number.value)));
    current_ = number;
    reader_.next();
    return content_;
  }
  Status finish() const {
    if (!reader_.at_end()) return wrong_segment(segment_, "a frame that no chunk names");
    return reader_.finish();
  }

 private:
  const SegmentFacts& segment_;
  FamilyReader reader_;
  FrameDecompressor decompressor_;
  std::optional<FrameNumber> current_;
  std::string_view content_;  // in the decompressor
};

// What the content says the other families must hold.
struct Derived {
  GramExtractor extractor;
  std::vector<ChunkGroup> groups;
  // Of the documents since those that were held against the records already.
  ChunkGrams part;
  uint32_t first_document = 0;
  std::map<RuleDigest, std::vector<Hit>> hits;  // of the rules whose expression is known
  uint64_t bytes = 0;                           // of grams and hits
};

// Grams and hits are held against the records when they take this share of the memory: inverting
// grams takes up to four times as much again, and the hits are read once more.
constexpr uint64_t kDerivedShare = 8;

// Forgets what was held against the records: up to `first_document`.
void begin_part(uint32_t first_document, Derived* derived) {
  derived->part.first = derived->part.end;
  derived->part.grams.clear();
  derived->first_document = first_document;
  for (auto& [rule, hits] : derived->hits) hits = {};
  derived->bytes = 0;
}

Status check_chunks(const SegmentFacts& segment, uint32_t number, const DocumentRecord& document,
                    std::string_view content, const ChunkTable& table, Derived* derived) {
  std::vector<ChunkExtent> expected;
  const uint32_t lines = chunk_document(content, &expected);
  if (lines != document.lines || expected.size() != document.chunk_count) {
    return wrong_segment(
        segment, fmt::format("document {} has other lines or chunks than recorded", number));
  }
  for (uint32_t i = 0; i < expected.size(); ++i) {
    const ChunkRecord& chunk = table.chunks[document.first_chunk.value + i];
    if (chunk.document.value != number || chunk.offset != expected[i].offset ||
        chunk.length != expected[i].length || chunk.first_line != expected[i].first_line) {
      return wrong_segment(segment,
                           fmt::format("chunk {} is not the piece of document {} that it should be",
                                       document.first_chunk.value + i, number));
    }
    if (expected[i].group_count != 0) {
      derived->groups.push_back({{document.first_chunk.value + i}, expected[i].group_count});
    }
  }
  derived->part.end += document.chunk_count;
  std::string& coded = derived->part.grams.emplace_back();
  for (const ChunkExtent& extent : expected) {
    put_grams(
        derived->extractor.extract(content.substr(extent.offset, extent.length + 2), extent.length),
        &coded);
  }
  derived->bytes += coded.size();
  return {};
}

Status check_blobs(const Store& store, const SegmentFacts& segment,
                   const std::vector<DocumentRecord>& documents) {
  FamilyReader reader(store, segment, Family::kBlobs);
  for (; !reader.at_end(); reader.next()) {
    const std::optional<DocumentDigest> digest = parse_blob_key(reader.key());
    TRAWL_ASSIGN_OR_RETURN(const DocumentNumber number, decode_blob_value(reader.value()));
    if (!digest || number.value >= documents.size() || documents[number.value].digest != *digest) {
      return wrong_segment(segment,
                           fmt::format("blob record of document {} names another", number.value));
    }
  }
  TRAWL_RETURN_IF_ERROR(reader.finish());
  // Keys are distinct, so if there are as many as documents, each document has its own.
  if (expected_entries(segment, Family::kBlobs) == documents.size()) return {};
  return wrong_segment(segment, "not every document has its blob record");
}

// Holds the hits of the documents from the first derived one up to `end_document` against the
// records; at the end of the segment also the number of records.
Status check_hits(const Store& store, const SegmentFacts& segment, uint32_t end_document,
                  const Derived& derived, CheckReport* report) {
  const bool is_end = end_document == segment.documents;
  // Rule by rule: a file that no manifest names any more may hold those of others until it is
  // deleted, when a segment came back while somebody read it.
  uint64_t records = 0;
  for (const RuleDigest& rule : segment.rules) {
    std::vector<Hit> recorded;
    RecordCursor cursor = store.scan(Family::kHits, hit_prefix(segment.id, rule));
    for (; !cursor.at_end(); cursor.next(), ++records) {
      TRAWL_ASSIGN_OR_RETURN(std::vector<Hit> hits, decode_hit_block(cursor.value()));
      if (is_end) report->hits += hits.size();
      for (Hit& hit : hits) {
        const uint32_t document = hit.document.value;
        // Those of documents that are not there belong to the last part, which has none of them.
        const bool is_here =
            document >= derived.first_document && (document < end_document || is_end);
        if (is_here) recorded.push_back(std::move(hit));
      }
    }
    TRAWL_RETURN_IF_ERROR(cursor.status());
    const auto wanted = derived.hits.find(rule);
    if (wanted == derived.hits.end() || wanted->second == recorded) continue;
    return wrong_segment(segment,
                         "the hits of rule " + rule.hex() + " are not those of the content");
  }
  const uint64_t expected = expected_entries(segment, Family::kHits);
  if (!is_end || records == expected) return {};
  return wrong_segment(
      segment, fmt::format("the number of records with hits is {}, but {} was published", records,
                           expected));
}

// The rules of the segment whose expression the manifest knows, compiled.
struct KnownRules {
  std::vector<RuleDigest> digests;
  std::unique_ptr<RuleMatcher> matcher;  // the scanner's
  std::optional<RuleScanner> scanner;
};

Result<KnownRules> compile_rules(const SegmentFacts& segment, const std::vector<Rule>& rules) {
  KnownRules known;
  std::vector<Rule> covered;
  for (const Rule& rule : rules) {
    if (!covers(segment, rule.digest)) continue;
    covered.push_back(rule);
    known.digests.push_back(rule.digest);
  }
  if (covered.empty()) return known;
  TRAWL_ASSIGN_OR_RETURN(RuleMatcher matcher, RuleMatcher::compile(covered));
  known.matcher = std::make_unique<RuleMatcher>(std::move(matcher));
  TRAWL_ASSIGN_OR_RETURN(known.scanner, RuleScanner::create(*known.matcher));
  return known;
}

Status derive_hits(std::string_view content, uint32_t document, KnownRules* rules,
                   Derived* derived) {
  if (!rules->scanner) return {};
  std::vector<LineMatch> matches;
  DocumentHits hits;
  TRAWL_RETURN_IF_ERROR(collect_hits(content, &*rules->scanner, &matches, &hits));
  return hits.for_each([&](const HitLine& line) -> Status {
    for (const uint32_t rule : line.rules) {
      derived->hits[rules->digests[rule]].push_back(
          {{document}, line.line, line.text.has_value(), std::string(line.text.value_or(""))});
      derived->bytes += sizeof(Hit) + line.text.value_or("").size();
    }
    return {};
  });
}

Status check_document(const SegmentFacts& segment, uint32_t number, const DocumentRecord& document,
                      const ChunkTable& table, FrameWalk* frames, std::string* content) {
  content->clear();
  for (uint32_t i = 0; i < document.chunk_count; ++i) {
    const ChunkRecord& chunk = table.chunks[document.first_chunk.value + i];
    TRAWL_ASSIGN_OR_RETURN(const std::string_view frame, frames->frame(chunk.frame));
    const std::optional<std::string_view> bytes = chunk_bytes(chunk, frame);
    if (!bytes) {
      return wrong_segment(segment,
                           fmt::format("a chunk of document {} lies beyond its frame", number));
    }
    content->append(*bytes);
  }
  if (content->size() != document.size ||
      DocumentDigest{git_blob_id(*content)} != document.digest ||
      is_valid_utf8(*content) != document.valid_utf8) {
    return wrong_segment(
        segment, fmt::format("the content of document {} ({}) is not what its record says", number,
                             document.digest.hex()));
  }
  return {};
}

}  // namespace

Result<std::vector<DocumentRecord>> read_documents(const Store& store,
                                                   const SegmentFacts& segment) {
  std::vector<DocumentRecord> documents;
  TRAWL_RETURN_IF_ERROR(
      for_each_document(store, segment, [&](uint32_t, const DocumentRecord& document) -> Status {
        documents.push_back(document);
        return {};
      }));
  return documents;
}

Status check_segment(const Store& store, const SegmentFacts& segment,
                     const std::vector<Rule>& rules, uint64_t memory, CheckReport* report) {
  TRAWL_ASSIGN_OR_RETURN(std::string dictionary_bytes, read_dictionary(store, segment.dictionary));
  const Dictionary dictionary(std::move(dictionary_bytes));
  if (dictionary.id() != segment.dictionary)
    return wrong_segment(segment, "its dictionary is not what its id says");
  TRAWL_ASSIGN_OR_RETURN(const std::vector<DocumentRecord> documents,
                         read_documents(store, segment));
  TRAWL_ASSIGN_OR_RETURN(const ChunkTable table, read_chunks(store, segment));
  TRAWL_ASSIGN_OR_RETURN(KnownRules known, compile_rules(segment, rules));

  Derived derived;
  for (const RuleDigest& rule : known.digests) derived.hits[rule];
  FrameWalk frames(store, segment, &dictionary);
  std::string content;
  uint64_t text_bytes = 0;
  uint64_t postings = 0;
  for (uint32_t i = 0; i < documents.size(); ++i) {
    TRAWL_RETURN_IF_ERROR(check_document(segment, i, documents[i], table, &frames, &content));
    TRAWL_RETURN_IF_ERROR(check_chunks(segment, i, documents[i], content, table, &derived));
    TRAWL_RETURN_IF_ERROR(derive_hits(content, i, &known, &derived));
    text_bytes += content.size();
    const bool is_full = derived.bytes >= memory / kDerivedShare && i + 1 < documents.size();
    if (!is_full) continue;
    TRAWL_RETURN_IF_ERROR(check_postings_of(store, segment, derived.part, &postings));
    TRAWL_RETURN_IF_ERROR(check_hits(store, segment, i + 1, derived, report));
    begin_part(i + 1, &derived);
  }
  TRAWL_RETURN_IF_ERROR(frames.finish());
  if (derived.groups != table.groups)
    return wrong_segment(segment, "its groups are not the giant lines of its content");
  if (text_bytes != segment.text_bytes)
    return wrong_segment(segment, "its text bytes are not the manifest's");
  TRAWL_RETURN_IF_ERROR(check_blobs(store, segment, documents));
  if (derived.part.first == 0) {
    TRAWL_RETURN_IF_ERROR(check_postings(store, segment, derived.part, report));
  } else {
    TRAWL_RETURN_IF_ERROR(check_postings_of(store, segment, derived.part, &postings));
    TRAWL_RETURN_IF_ERROR(check_posting_codes(store, segment, postings, report));
  }
  TRAWL_RETURN_IF_ERROR(check_hits(store, segment, segment.documents, derived, report));
  ++report->segments;
  report->documents += documents.size();
  report->chunks += table.chunks.size();
  return {};
}

}  // namespace trawl
