#include "indexer/document/document_hits.h"

#include <utility>

#include "indexer/format/coding.h"

namespace trawl {

void DocumentHits::clear() {
  coded_.clear();
  last_line_ = 0;
}

Status DocumentHits::spill_to(const std::string& directory) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(directory));
  spill_ = std::make_shared<SpillFile>(std::move(spill));
  return {};
}

Status DocumentHits::flush() {
  if (spill_ == nullptr) return {};
  TRAWL_RETURN_IF_ERROR(spill_->append(coded_).status());
  coded_.clear();
  return {};
}

Status DocumentHits::finish() {
  TRAWL_RETURN_IF_ERROR(flush());
  coded_.shrink_to_fit();
  if (spill_ == nullptr) return {};
  TRAWL_ASSIGN_OR_RETURN(spilled_, spill_->map());
  return {};
}

void DocumentHits::add(const HitLine& line) {
  put_varint(&coded_, line.line - last_line_);
  last_line_ = line.line;
  put_varint(&coded_, line.text ? line.text->size() + 1 : 0);
  if (line.text) coded_.append(*line.text);
  put_varint(&coded_, line.rules.size());
  uint32_t last_rule = 0;
  for (const uint32_t rule : line.rules) {
    put_varint(&coded_, rule - last_rule);
    last_rule = rule;
  }
}

Status DocumentHits::for_each(const std::function<Status(const HitLine&)>& visit) const {
  Decoder decoder(spill_ == nullptr ? std::string_view(coded_) : spilled_, "hits of a document");
  std::vector<uint32_t> rules;
  HitLine line;
  while (!decoder.at_end()) {
    line.line += decoder.varint32();
    const uint64_t tag = decoder.varint();
    line.text.reset();
    if (tag != 0) line.text = decoder.bytes(tag - 1);
    rules.resize(decoder.varint_at_most(decoder.remaining()));
    uint32_t last_rule = 0;
    for (uint32_t& rule : rules) rule = last_rule += decoder.varint32();
    line.rules = rules;
    TRAWL_RETURN_IF_ERROR(decoder.status());
    TRAWL_RETURN_IF_ERROR(visit(line));
  }
  return {};
}

}  // namespace trawl
