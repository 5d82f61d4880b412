// The content is read once, in order. Everything else in a segment is a function of it, so the
// stages that made it make it again, and the result is compared with the records.
#include "indexer/upkeep/segment_check.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "indexer/base/digest.h"
#include "indexer/corpus/classifier.h"
#include "indexer/document/chunker.h"
#include "indexer/document/gram_extractor.h"
#include "indexer/document/hit_collector.h"
#include "indexer/format/blob.h"
#include "indexer/format/chunk.h"
#include "indexer/format/frame.h"
#include "indexer/format/keys.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/segment/family_reader.h"
#include "indexer/segment/segment_walk.h"
#include "indexer/text/utf8.h"
#include "indexer/upkeep/hit_check.h"
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

// Grams are held against the records when they take this share of the memory: inverting them takes
// up to four times as much again.
constexpr uint64_t kGramShare = 8;
// Hits take up to three times their bytes while what holds them grows.
constexpr uint64_t kHitShare = 16;
// Grams are kept in pieces, because a growing string is copied.
constexpr size_t kGramPiece = 256 << 10;

// Of the chunks since those that were held against the records already, their grams.
class GramCheck {
 public:
  GramCheck(const Store& store, const SegmentFacts& segment, uint64_t room)
      : store_(store), segment_(segment), room_(room) {}

  // Takes the next chunk: the trigrams that begin in the first `length` bytes of `span`.
  Status add(std::string_view span, size_t length) {
    if (bytes_ >= room_ && part_.end > part_.first) {
      TRAWL_RETURN_IF_ERROR(check_postings_of(store_, segment_, part_, &postings_));
      part_ = {part_.end, part_.end, {}};
      bytes_ = 0;
    }
    if (part_.grams.empty() || part_.grams.back().size() >= kGramPiece) {
      part_.grams.emplace_back().reserve(kGramPiece + 4 * kChunkSize);
    }
    std::string& piece = part_.grams.back();
    const size_t size = piece.size();
    put_grams(extractor_.extract(span, length), &piece);
    bytes_ += piece.size() - size;
    ++part_.end;
    return {};
  }
  // Verifies what is left, and that there are no other lists.
  Status finish(CheckReport* report) {
    if (part_.first == 0) return check_postings(store_, segment_, part_, report);
    TRAWL_RETURN_IF_ERROR(check_postings_of(store_, segment_, part_, &postings_));
    return check_posting_codes(store_, segment_, postings_, report);
  }

 private:
  const Store& store_;
  const SegmentFacts& segment_;
  const uint64_t room_;
  GramExtractor extractor_;
  ChunkGrams part_;
  uint64_t bytes_ = 0;     // of its grams
  uint64_t postings_ = 0;  // of the parts before
};

Status check_chunks(const SegmentFacts& segment, uint32_t number, const DocumentRecord& document,
                    std::string_view content, const ChunkTable& table, GramCheck* grams,
                    std::vector<ChunkGroup>* groups) {
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
      groups->push_back({{document.first_chunk.value + i}, expected[i].group_count});
    }
  }
  for (const ChunkExtent& extent : expected) {
    TRAWL_RETURN_IF_ERROR(
        grams->add(content.substr(extent.offset, extent.length + 2), extent.length));
  }
  return {};
}

Status check_blobs(const Store& store, const SegmentFacts& segment,
                   const std::vector<DocumentRecord>& documents) {
  FamilyReader reader(store, segment, Family::kBlobs);
  uint64_t unindexed = 0;
  for (; !reader.at_end(); reader.next()) {
    const std::optional<DocumentDigest> digest = parse_blob_key(reader.key());
    TRAWL_ASSIGN_OR_RETURN(const BlobValue blob, decode_blob_value(reader.value()));
    if (!blob.document) {
      if (!digest) return wrong_segment(segment, "a blob record without a digest");
      ++unindexed;
      continue;
    }
    const uint32_t number = blob.document->value;
    if (!digest || number >= documents.size() || documents[number].digest != *digest) {
      return wrong_segment(segment,
                           fmt::format("blob record of document {} names another", number));
    }
  }
  TRAWL_RETURN_IF_ERROR(reader.finish());
  if (unindexed != segment.unindexed) {
    return wrong_segment(segment, "its count of contents that are not indexed is wrong");
  }
  // Keys are distinct, so if there are as many as documents, each document has its own.
  if (expected_entries(segment, Family::kBlobs) == documents.size() + unindexed) return {};
  return wrong_segment(segment, "not every document has its blob record");
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

Status check_hits(std::string_view content, uint32_t document, KnownRules* rules, HitCheck* hits) {
  if (!rules->scanner) return {};
  std::vector<LineMatch> matches;
  return scan_hits(content, &*rules->scanner, &matches, [&](const HitLine& line) -> Status {
    const Hit hit = {
        {document}, line.line, line.text.has_value(), std::string(line.text.value_or(""))};
    for (const uint32_t rule : line.rules) {
      TRAWL_RETURN_IF_ERROR(hits->add(rules->digests[rule], hit));
    }
    return {};
  });
}

Status check_document(const SegmentFacts& segment, uint32_t number, const DocumentRecord& document,
                      const ChunkTable& table, FrameWalk* frames, std::string* content) {
  content->clear();
  content->reserve(std::min(document.size, uint64_t{document.chunk_count} * kMaxFrameContent));
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
      is_valid_utf8(*content) == (document.encoding == TextEncoding::kOther) ||
      (segment.facts_version == kContentFactsVersion && facts_of(*content) != document.facts)) {
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

  GramCheck grams(store, segment, memory / kGramShare);
  HitCheck hits(store, segment, known.digests, memory / kHitShare);
  std::vector<ChunkGroup> groups;
  FrameWalk frames(store, segment, &dictionary);
  std::string content;
  uint64_t text_bytes = 0;
  for (uint32_t i = 0; i < documents.size(); ++i) {
    TRAWL_RETURN_IF_ERROR(check_document(segment, i, documents[i], table, &frames, &content));
    TRAWL_RETURN_IF_ERROR(check_chunks(segment, i, documents[i], content, table, &grams, &groups));
    TRAWL_RETURN_IF_ERROR(check_hits(content, i, &known, &hits));
    text_bytes += content.size();
  }
  content = std::string();  // gives its memory back
  TRAWL_RETURN_IF_ERROR(frames.finish());
  if (groups != table.groups)
    return wrong_segment(segment, "its groups are not the giant lines of its content");
  if (text_bytes != segment.text_bytes)
    return wrong_segment(segment, "its text bytes are not the manifest's");
  TRAWL_RETURN_IF_ERROR(check_blobs(store, segment, documents));
  TRAWL_RETURN_IF_ERROR(grams.finish(report));
  TRAWL_RETURN_IF_ERROR(hits.finish(report));
  ++report->segments;
  report->documents += documents.size();
  report->chunks += table.chunks.size();
  return {};
}

}  // namespace trawl
