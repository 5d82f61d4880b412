#include "indexer/merge/merge_writer.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "indexer/format/keys.h"
#include "indexer/format/posting_group.h"
#include "indexer/merge/posting_merger.h"
#include "indexer/merge/segment_blobs.h"
#include "indexer/segment/block_buffer.h"
#include "indexer/segment/segment_walk.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {
namespace {

// Copies the frames, because all sources are compressed with the same dictionary.
Status merge_content(const Store& store, const SegmentMerge& merge, SortedFileWriter* writer) {
  for (const MergeSource& source : merge.sources) {
    FamilyReader reader(store, *source.facts, Family::kContent);
    for (uint32_t number = 0; !reader.at_end(); reader.next(), ++number) {
      if (number == source.chunks.size() ||
          reader.key() != content_key(source.facts->id, {number})) {
        return wrong_segment(*source.facts, "frames are not consecutive");
      }
      if (!source.chunks.keeps(number)) continue;
      const FrameNumber frame{source.chunks.number_of(number)};
      TRAWL_RETURN_IF_ERROR(writer->add(content_key(merge.facts.id, frame), reader.value()));
    }
    TRAWL_RETURN_IF_ERROR(reader.finish());
  }
  return {};
}

Status merge_documents(const Store& store, const SegmentMerge& merge, SortedFileWriter* writer) {
  auto blocks = block_buffer<DocumentRecord>(
      kDocumentsPerBlock, [&](uint32_t block, std::span<const DocumentRecord> records) {
        return writer->add(document_key(merge.facts.id, block), encode_document_block(records));
      });
  uint32_t chunk = 0;
  for (const MergeSource& source : merge.sources) {
    const auto add = [&](uint32_t number, DocumentRecord document) -> Status {
      if (!source.documents.keeps(number)) return {};
      document.first_chunk = {chunk};
      chunk += document.chunk_count;
      return blocks.add(std::move(document));
    };
    TRAWL_RETURN_IF_ERROR(for_each_document(store, *source.facts, add));
  }
  return blocks.flush();
}

Status merge_groups(const Store& store, const SegmentMerge& merge, SortedFileWriter* writer) {
  if (merge.facts.groups == 0) return {};
  std::vector<ChunkGroup> merged;
  for (const MergeSource& source : merge.sources) {
    TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup> groups, read_groups(store, *source.facts));
    for (const ChunkGroup& group : groups) {
      if (!source.chunks.keeps(group.first.value)) continue;
      merged.push_back({{source.chunks.number_of(group.first.value)}, group.count});
    }
  }
  return writer->add(group_table_key(merge.facts.id), encode_group_table(merged));
}

Status merge_chunks(const Store& store, const SegmentMerge& merge, SortedFileWriter* writer) {
  auto blocks = block_buffer<ChunkRecord>(
      kChunksPerBlock, [&](uint32_t block, std::span<const ChunkRecord> records) {
        return writer->add(chunk_key(merge.facts.id, block), encode_chunk_block(records));
      });
  for (const MergeSource& source : merge.sources) {
    const auto add = [&](uint32_t number, ChunkRecord chunk) -> Status {
      if (!source.chunks.keeps(number)) return {};
      if (chunk.frame.value != number || !source.documents.keeps(chunk.document.value)) {
        return wrong_segment(*source.facts, fmt::format("chunk {} is not its document's "
                                                        "or not its frame's",
                                                        number));
      }
      chunk.document = {source.documents.number_of(chunk.document.value)};
      chunk.frame = {source.chunks.number_of(number)};
      return blocks.add(chunk);
    };
    TRAWL_RETURN_IF_ERROR(for_each_chunk(store, *source.facts, add));
  }
  TRAWL_RETURN_IF_ERROR(blocks.flush());
  return merge_groups(store, merge, writer);
}

Status merge_blobs(const Store& store, const SegmentMerge& merge, SortedFileWriter* writer) {
  TRAWL_ASSIGN_OR_RETURN(MergedCursors<SegmentBlobs> blobs, open_blobs(store, merge));
  std::optional<DocumentDigest> unindexed;  // the last one: several sources may have it
  while (!blobs.at_end()) {
    const Renumbering& documents = merge.sources[blobs.index()].documents;
    const DocumentDigest digest = blobs.key();
    const BlobValue& value = blobs.cursor().value();
    const std::string key = blob_key(merge.facts.id, digest);
    if (!value.document && unindexed != digest) {
      TRAWL_RETURN_IF_ERROR(
          writer->add(key, encode_blob_value(UnindexedContent{digest, value.reason, value.size})));
      unindexed = digest;
    } else if (value.document && documents.keeps(value.document->value)) {
      const DocumentNumber number{documents.number_of(value.document->value)};
      TRAWL_RETURN_IF_ERROR(writer->add(key, encode_blob_value(number)));
    }
    TRAWL_RETURN_IF_ERROR(blobs.next());
  }
  if (writer->entries() == uint64_t{merge.facts.documents} + merge.facts.unindexed) return {};
  return corruption("segment " + merge.facts.id.hex() +
                    ", being merged: not every document has its blob record");
}

// Calls add(Hit) for each hit of a rule in a source, and returns the number of its records.
template <class Add>
Result<uint64_t> for_each_hit(const Store& store, const SegmentFacts& segment,
                              const RuleDigest& rule, Add add) {
  uint64_t records = 0;
  RecordCursor cursor = store.scan(Family::kHits, hit_prefix(segment.id, rule));
  for (; !cursor.at_end(); cursor.next(), ++records) {
    TRAWL_ASSIGN_OR_RETURN(std::vector<Hit> hits, decode_hit_block(cursor.value()));
    for (Hit& hit : hits) {
      if (hit.document.value >= segment.documents) {
        return wrong_segment(segment, "a hit in no document");
      }
      TRAWL_RETURN_IF_ERROR(add(std::move(hit)));
    }
  }
  TRAWL_RETURN_IF_ERROR(cursor.status());
  return records;
}

Status merge_hits(const Store& store, const SegmentMerge& merge, SortedFileWriter* writer) {
  std::vector<uint64_t> records(merge.sources.size());
  // Reads hits of dropped rules too, so that a missing record is reported.
  std::set<RuleDigest> rules;
  for (const MergeSource& source : merge.sources) {
    rules.insert(source.facts->rules.begin(), source.facts->rules.end());
  }
  for (const RuleDigest& rule : rules) {
    const bool kept = covers(merge.facts, rule);
    auto blocks = block_buffer<Hit>(kHitsPerBlock, [&](uint32_t block, std::span<const Hit> hits) {
      return writer->add(hit_key(merge.facts.id, rule, block), encode_hit_block(hits));
    });
    for (size_t i = 0; i < merge.sources.size(); ++i) {
      const MergeSource& source = merge.sources[i];
      const auto add = [&](Hit hit) -> Status {
        if (!kept || !source.documents.keeps(hit.document.value)) return {};
        hit.document = {source.documents.number_of(hit.document.value)};
        return blocks.add(std::move(hit));
      };
      TRAWL_ASSIGN_OR_RETURN(const uint64_t read, for_each_hit(store, *source.facts, rule, add));
      records[i] += read;
    }
    TRAWL_RETURN_IF_ERROR(blocks.flush());
  }
  for (size_t i = 0; i < merge.sources.size(); ++i) {
    if (records[i] == expected_entries(*merge.sources[i].facts, Family::kHits)) continue;
    return wrong_segment(*merge.sources[i].facts, "not as many records of hits as published");
  }
  return {};
}

Status merge_lists(const Store& store, const SegmentMerge& merge, SortedFileWriter* writer,
                   uint32_t jobs, const std::function<void(uint64_t)>& on_read) {
  PostingRecords records(merge.facts.id, [writer](std::string_view key, std::string_view value) {
    return writer->add(key, value);
  });
  const auto add = [&](Gram gram, std::string_view coded) { return records.add(gram, coded); };
  TRAWL_RETURN_IF_ERROR(merge_postings(store, merge, add, jobs, on_read));
  return records.finish();
}

}  // namespace

Result<WrittenSegment> write_merged(const Store& store, const SegmentMerge& merge,
                                    const std::string& directory, uint32_t jobs,
                                    const std::function<void(uint64_t)>& on_read) {
  const auto simple = [&](Family family, auto write) {
    return FamilyRecords{
        family, [&store, &merge, write](SortedFileWriter* w) { return write(store, merge, w); }};
  };
  const FamilyRecords families[] = {
      {Family::kPostings,
       [&](SortedFileWriter* w) { return merge_lists(store, merge, w, jobs, on_read); }},
      simple(Family::kContent, merge_content),
      simple(Family::kBlobs, merge_blobs),
      simple(Family::kDocuments, merge_documents),
      simple(Family::kChunks, merge_chunks),
      simple(Family::kHits, merge_hits),
  };
  return write_segment_files(merge.facts, families, directory, jobs);
}

}  // namespace trawl
