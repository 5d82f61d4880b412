#include "query/search/file_parts.h"

#include <span>
#include <string>
#include <utility>

namespace trawl {
namespace {

// The size of one batch, unless a single unit is larger. It is large enough to outweigh the cost of
// scheduling, and small enough that many batches fit the budget.
constexpr uint64_t kBatchBytes = 64 << 10;
// The most memory that a byte of content can take once its matching lines are kept: a byte that is
// an empty line takes a record, in a vector that is being moved to one of twice the size.
constexpr uint64_t kMaxPerByte = 1 + 3 * sizeof(Line);
// A giant line is only one line: its joined chunks, and its text.
constexpr uint64_t kMaxPerGiantByte = 2;

}  // namespace

uint64_t PartBatch::memory() const {
  uint64_t sum = 0;
  for (const FilePart& part : parts) {
    sum += part.found.lines.memory();
  }
  return sum;
}

bool PartSource::next(PartBatch* batch) {
  while (file_ < candidates_.files.size() && batch->bytes < kBatchBytes) {
    if (!add_part(batch)) break;
    ++file_;
    chunk_ = 0;
  }
  return !batch->parts.empty();
}

bool PartSource::add_part(PartBatch* batch) {
  const CandidateDocument& document = candidates_.documents[candidates_.files[file_].document];
  const std::span<const CandidateChunk> chunks = candidates_.chunks_of(document);
  FilePart part;
  part.file = file_;
  part.begin = chunk_;
  while (chunk_ < chunks.size() && batch->bytes < kBatchBytes) {
    const size_t length = unit_length(chunks.subspan(chunk_));
    for (const CandidateChunk& chunk : chunks.subspan(chunk_, length)) {
      batch->bytes += chunk.length;
      batch->most_memory += chunk.length * (length == 1 ? kMaxPerByte : kMaxPerGiantByte);
    }
    chunk_ += length;
    ++part.units;
  }
  part.end = chunk_;
  part.ends_file = chunk_ == chunks.size();
  batch->parts.push_back(std::move(part));
  return batch->parts.back().ends_file;
}

void verify_parts(const CandidateFiles& candidates, UnitVerifier* verifier, PartBatch* batch) {
  for (size_t i = 0; i < batch->parts.size(); ++i) {
    FilePart& part = batch->parts[i];
    const CandidateDocument& document = candidates.documents[candidates.files[part.file].document];
    std::span<const CandidateChunk> chunks =
        candidates.chunks_of(document).subspan(part.begin, part.end - part.begin);
    while (!chunks.empty() && batch->status.is_ok()) {
      const size_t length = unit_length(chunks);
      batch->status = verifier->verify(document.segment, chunks.first(length), &part.found);
      chunks = chunks.subspan(length);
    }
    if (batch->status.is_ok()) continue;
    part.ends_file = false;  // it keeps the lines from before the error; the file has more
    batch->parts.resize(i + 1);
    return;
  }
}

Result<bool> PartSink::deliver(const PartBatch& batch) {
  for (const FilePart& part : batch.parts) {
    units_ += part.units;
    bytes_ += part.found.bytes_read;
    TRAWL_ASSIGN_OR_RETURN(const bool more, files_.deliver(candidates_.files[part.file].place,
                                                           part.found.lines.lines(),
                                                           part.found.bytes_read, part.ends_file));
    if (!more) return false;
  }
  if (batch.status.is_ok()) return true;
  if (batch.parts.empty()) return batch.status;
  TRAWL_ASSIGN_OR_RETURN(const std::string name,
                         files_.name_of(candidates_.files[batch.parts.back().file].place));
  return batch.status.with_context(in_file(name));
}

}  // namespace trawl
