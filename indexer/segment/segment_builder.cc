#include "indexer/segment/segment_builder.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "indexer/format/chunk.h"
#include "indexer/format/document.h"
#include "indexer/format/keys.h"
#include "indexer/format/posting_group.h"
#include "indexer/segment/block_buffer.h"
#include "indexer/segment/hit_table.h"
#include "indexer/segment/posting_builder.h"
#include "indexer/segment/segment_id.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {
namespace {

std::vector<ChunkGroup> groups_of(const Segment& segment) {
  std::vector<ChunkGroup> groups;
  uint32_t chunk = 0;
  for (const DocumentWork& document : segment.documents) {
    for (const ChunkExtent& extent : document.chunks) {
      if (extent.group_count != 0) groups.push_back({{chunk}, extent.group_count});
      ++chunk;
    }
  }
  return groups;
}

Status write_content(const Segment& segment, SortedFileWriter* writer) {
  uint32_t frame = 0;
  for (const DocumentWork& document : segment.documents) {
    size_t offset = 0;
    for (const uint32_t size : document.frame_sizes) {
      TRAWL_RETURN_IF_ERROR(writer->add(content_key(segment.facts.id, {frame++}),
                                        std::string_view(document.frames).substr(offset, size)));
      offset += size;
    }
  }
  return {};
}

Status write_postings(const Segment& segment, uint32_t jobs, SortedFileWriter* writer) {
  std::vector<std::string_view> grams;
  grams.reserve(segment.documents.size());
  for (const DocumentWork& document : segment.documents) grams.push_back(document.gram_lists());
  PostingRecords records(segment.facts.id, [writer](std::string_view key, std::string_view value) {
    return writer->add(key, value);
  });
  TRAWL_RETURN_IF_ERROR(build_postings(
      grams, [&](Gram gram, std::string_view coded) { return records.add(gram, coded); }, jobs));
  return records.finish();
}

Status write_documents(const Segment& segment, SortedFileWriter* writer) {
  auto blocks = block_buffer<DocumentRecord>(
      kDocumentsPerBlock, [&](uint32_t block, std::span<const DocumentRecord> records) {
        return writer->add(document_key(segment.facts.id, block), encode_document_block(records));
      });
  uint32_t chunk = 0;
  for (const DocumentWork& document : segment.documents) {
    DocumentRecord record;
    record.size = document.size;
    record.lines = document.lines;
    record.encoding = document.encoding;
    if (document.notes != nullptr) record.facts = document.notes->facts;
    record.first_chunk = {chunk};
    record.chunk_count = static_cast<uint32_t>(document.chunks.size());
    record.digest = document.digest;
    chunk += record.chunk_count;
    TRAWL_RETURN_IF_ERROR(blocks.add(std::move(record)));
  }
  return blocks.flush();
}

Status write_chunks(const Segment& segment, SortedFileWriter* writer) {
  auto blocks = block_buffer<ChunkRecord>(
      kChunksPerBlock, [&](uint32_t block, std::span<const ChunkRecord> records) {
        return writer->add(chunk_key(segment.facts.id, block), encode_chunk_block(records));
      });
  uint32_t chunk = 0;
  for (uint32_t document = 0; document < segment.documents.size(); ++document) {
    for (const ChunkExtent& extent : segment.documents[document].chunks) {
      TRAWL_RETURN_IF_ERROR(
          blocks.add({{document}, extent.first_line, extent.offset, extent.length, {chunk}, 0}));
      ++chunk;
    }
  }
  TRAWL_RETURN_IF_ERROR(blocks.flush());
  if (segment.facts.groups == 0) return {};
  return writer->add(group_table_key(segment.facts.id), encode_group_table(groups_of(segment)));
}

Status write_blobs(const Segment& segment, SortedFileWriter* writer) {
  std::vector<std::pair<DocumentDigest, uint32_t>> blobs;
  blobs.reserve(segment.documents.size());
  for (uint32_t i = 0; i < segment.documents.size(); ++i) {
    blobs.emplace_back(segment.documents[i].digest, i);
  }
  std::sort(blobs.begin(), blobs.end());
  // Both ascend, and no content is in both.
  auto unindexed = segment.unindexed.begin();
  const auto add_unindexed_before = [&](const DocumentDigest* digest) -> Status {
    for (; unindexed != segment.unindexed.end(); ++unindexed) {
      if (digest != nullptr && *digest < unindexed->digest) break;
      TRAWL_RETURN_IF_ERROR(writer->add(blob_key(segment.facts.id, unindexed->digest),
                                        encode_blob_value(*unindexed)));
    }
    return {};
  };
  for (const auto& [digest, document] : blobs) {
    TRAWL_RETURN_IF_ERROR(add_unindexed_before(&digest));
    TRAWL_RETURN_IF_ERROR(writer->add(blob_key(segment.facts.id, digest),
                                      encode_blob_value(DocumentNumber{document})));
  }
  return add_unindexed_before(nullptr);
}

// Hits go through a temporary file in `directory`.
Status write_hits(const Segment& segment, const SegmentParameters& parameters,
                  const std::string& directory, SortedFileWriter* writer) {
  TRAWL_ASSIGN_OR_RETURN(HitTable table, HitTable::create(directory, parameters.rules.size()));
  for (uint32_t i = 0; i < segment.documents.size(); ++i) {
    TRAWL_RETURN_IF_ERROR(segment.documents[i].hits.for_each(
        [&](const HitLine& line) { return table.add({i}, line); }));
  }
  // Keys ascend by digest; rules with the same digest (one expression under two names) are one.
  std::map<RuleDigest, uint32_t> rules;
  for (uint32_t i = 0; i < parameters.rules.size(); ++i) rules.emplace(parameters.rules[i], i);
  for (const auto& [digest, rule] : rules) {
    TRAWL_RETURN_IF_ERROR(table.write(rule, segment.facts.id, digest, writer, nullptr));
  }
  return {};
}

}  // namespace

void close_segment(const SegmentParameters& parameters, Segment* segment) {
  SegmentFacts& facts = segment->facts;
  facts.dictionary = parameters.dictionary;
  facts.documents = static_cast<uint32_t>(segment->documents.size());
  facts.text_bytes = segment->text_bytes;
  facts.rules = parameters.rules;
  std::sort(facts.rules.begin(), facts.rules.end());
  facts.rules.erase(std::unique(facts.rules.begin(), facts.rules.end()), facts.rules.end());

  SegmentIdHasher id(parameters.segment_bytes, facts.dictionary, facts.facts_version, facts.rules);
  for (const DocumentWork& document : segment->documents) {
    id.add_document(document.digest);
    facts.chunks += static_cast<uint32_t>(document.chunks.size());
    if (document.notes == nullptr) continue;
    const std::vector<UnindexedContent>& unindexed = document.notes->unindexed;
    segment->unindexed.insert(segment->unindexed.end(), unindexed.begin(), unindexed.end());
  }
  std::sort(segment->unindexed.begin(), segment->unindexed.end());
  for (const UnindexedContent& content : segment->unindexed) id.add_unindexed(content);
  facts.unindexed = static_cast<uint32_t>(segment->unindexed.size());
  facts.id = id.finish();
  facts.frames = facts.chunks;  // a frame for each chunk
  facts.groups = static_cast<uint32_t>(groups_of(*segment).size());
}

Result<WrittenSegment> write_segment(const Segment& segment, const SegmentParameters& parameters,
                                     const std::string& directory, uint32_t jobs) {
  const auto simple = [&segment](Family family, auto write) {
    return FamilyRecords{family,
                         [&segment, write](SortedFileWriter* w) { return write(segment, w); }};
  };
  const FamilyRecords families[] = {
      {Family::kPostings, [&](SortedFileWriter* w) { return write_postings(segment, jobs, w); }},
      simple(Family::kContent, write_content),
      simple(Family::kBlobs, write_blobs),
      simple(Family::kDocuments, write_documents),
      simple(Family::kChunks, write_chunks),
      {Family::kHits,
       [&](SortedFileWriter* w) { return write_hits(segment, parameters, directory, w); }},
  };
  TRAWL_ASSIGN_OR_RETURN(WrittenSegment written,
                         write_segment_files(segment.facts, families, directory, jobs));
  written.ordinal = segment.ordinal;
  written.first_document = segment.first_document;
  return written;
}

}  // namespace trawl
