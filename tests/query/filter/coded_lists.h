// Posting lists in memory, and plans over them, for tests of their readers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "query/filter/candidates.h"

namespace trawl {

// Lists in memory, coded as on disk.
class CodedLists {
 public:
  void add(Gram gram, const std::vector<uint32_t>& chunks) {
    encode_posting_list(chunks, &coded_[gram]);
    sizes_[gram] = static_cast<uint32_t>(chunks.size());
  }
  void set_bytes(Gram gram, std::string bytes) { coded_[gram] = std::move(bytes); }
  const std::string& bytes(Gram gram) const { return coded_.at(gram); }

  OpenList open() const {
    return [this](Gram gram) -> Result<PostingCursor> {
      const auto found = coded_.find(gram);
      if (found == coded_.end()) return not_found("no list");
      return PostingCursor(found->second);
    };
  }
  ListLength length() const {
    return [this](Gram gram) -> Result<uint32_t> {
      const auto found = sizes_.find(gram);
      return found == sizes_.end() ? 0 : found->second;
    };
  }

 private:
  std::map<Gram, std::string> coded_;
  std::map<Gram, uint32_t> sizes_;
};

inline PlanNode list(Gram gram) {
  PlanNode node;
  node.gram = gram;
  return node;
}

inline PlanNode inner(PlanNode::Kind kind, std::vector<PlanNode> children) {
  PlanNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

inline QueryPlan lists_plan(PlanNode root) {
  return {QueryPlan::Kind::kLists, std::move(root)};
}

}  // namespace trawl
