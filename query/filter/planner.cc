// A plan is made from the lengths of lists alone. The shortest part of a conjunction is read whole.
// A further part is added as long as the chunks that it is expected to rule out cost more to verify
// than the part costs to read.
#include "query/filter/planner.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/format/posting_list.h"

namespace trawl {
namespace {

// Costs in nanoseconds.
// The list's bytes are in memory since its length was read.
constexpr double kOpenListCost = 300;
constexpr double kDecodeNumberCost = 10;  // one number of a list
// A filter must save at least the remaining share of a scan: lengths are exact, but the number of
// units that pass is a guess.
constexpr double kWorthwhileShare = 0.95;
// The most lists whose length is read for one conjunction, evenly spread. A long literal has more
// grams than any plan reads.
constexpr size_t kMaxGrams = 64;

using Kind = PlanNode::Kind;

// The cost of verifying this many chunks. A fraction is the probability that one has to be
// verified.
double verify_cost(const VerifyCosts& costs, double chunks) {
  return chunks * costs.chunk + std::min(1.0, chunks) * costs.first_chunk;
}

// The cost of looking up `probes` ascending chunks in the node. Each probe decodes at most one
// block.
double probe_cost(const PlanNode& node, double probes) {
  if (node.kind == Kind::kList) {
    const double numbers = std::min<double>(node.list_length, probes * kPostingBlock);
    return kOpenListCost + numbers * kDecodeNumberCost;
  }
  double cost = 0;
  for (const PlanNode& child : node.children) {
    cost += probe_cost(child, probes);
    if (node.kind == Kind::kAnd) probes = std::min(probes, child.expected);
  }
  return cost;
}

// The cost of reading the node whole.
double read_cost(const PlanNode& node) {
  if (node.kind == Kind::kList) return kOpenListCost + node.list_length * kDecodeNumberCost;
  double cost = 0;
  double passed = -1;  // units that pass a conjunction's children so far; -1 before the first
  for (const PlanNode& child : node.children) {
    const bool probes = node.kind == Kind::kAnd && passed >= 0;
    cost += probes ? probe_cost(child, passed) : read_cost(child);
    passed = probes ? std::min(passed, child.expected) : child.expected;
  }
  return cost;
}

// An Or without children, which no chunk passes. It exists only within the planner.
PlanNode nothing() {
  PlanNode node;
  node.kind = Kind::kOr;
  return node;
}
bool is_nothing(const PlanNode& node) {
  return node.kind == Kind::kOr && node.children.empty();
}

// Makes the plan for one segment.
class Planner {
 public:
  Planner(uint32_t chunk_count, const ListLength& length, const VerifyCosts& costs)
      : chunk_count_(chunk_count), length_(length), costs_(costs) {}

  Result<PlanNode> plan(const TrigramQuery& query) {
    return query.kind == TrigramQuery::Kind::kAnd ? plan_and(query) : plan_or(query);
  }

 private:
  Result<PlanNode> plan_list(Gram gram);
  Result<PlanNode> plan_and(const TrigramQuery& query);
  Result<PlanNode> plan_or(const TrigramQuery& query);
  PlanNode choose(std::vector<PlanNode> parts) const;
  // The share of candidates that is expected to pass this further part. Parts of a conjunction are
  // neither independent nor equivalent, since the grams of a word occur together. The square root
  // is a value in between.
  double passing_share(const PlanNode& part) const {
    return std::sqrt(std::min(1.0, part.expected / chunk_count_));
  }

  double chunk_count_;
  const ListLength& length_;
  const VerifyCosts costs_;
};

Result<PlanNode> Planner::plan_list(Gram gram) {
  TRAWL_ASSIGN_OR_RETURN(const uint32_t length, length_(gram));
  if (length == 0) return nothing();
  PlanNode node;
  node.gram = gram;
  node.list_length = length;
  node.expected = std::min<double>(length, chunk_count_);
  return node;
}

Result<PlanNode> Planner::plan_and(const TrigramQuery& query) {
  std::vector<PlanNode> parts;
  const size_t count = std::min(query.grams.size(), kMaxGrams);
  for (size_t i = 0; i < count; ++i) {
    TRAWL_ASSIGN_OR_RETURN(PlanNode list, plan_list(query.grams[i * query.grams.size() / count]));
    if (is_nothing(list)) return list;
    parts.push_back(std::move(list));
  }
  for (const TrigramQuery& child : query.children) {
    TRAWL_ASSIGN_OR_RETURN(PlanNode part, plan(child));
    if (is_nothing(part)) return part;
    parts.push_back(std::move(part));
  }
  return choose(std::move(parts));
}

// The parts of a conjunction that are worth their cost, in order.
PlanNode Planner::choose(std::vector<PlanNode> parts) const {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const PlanNode& a, const PlanNode& b) { return a.expected < b.expected; });
  PlanNode node;
  node.kind = Kind::kAnd;
  for (PlanNode& part : parts) {
    if (node.children.empty()) {
      node.expected = part.expected;
      node.children.push_back(std::move(part));
      continue;
    }
    const double share = passing_share(part);
    const double saved =
        verify_cost(costs_, node.expected) - verify_cost(costs_, node.expected * share);
    if (saved > probe_cost(part, node.expected)) {
      node.expected *= share;
      node.children.push_back(std::move(part));
    } else {
      node.left_out.push_back(std::move(part));
    }
  }
  if (node.children.size() == 1 && node.left_out.empty()) {
    PlanNode only = std::move(node.children[0]);
    return only;
  }
  return node;
}

Result<PlanNode> Planner::plan_or(const TrigramQuery& query) {
  PlanNode node;
  node.kind = Kind::kOr;
  const auto add = [&node](PlanNode part) {
    if (is_nothing(part)) return;
    node.expected += part.expected;
    node.children.push_back(std::move(part));
  };
  for (const Gram gram : query.grams) {
    TRAWL_ASSIGN_OR_RETURN(PlanNode list, plan_list(gram));
    add(std::move(list));
  }
  for (const TrigramQuery& child : query.children) {
    TRAWL_ASSIGN_OR_RETURN(PlanNode part, plan(child));
    add(std::move(part));
  }
  if (node.children.size() == 1) {
    PlanNode only = std::move(node.children[0]);
    return only;
  }
  node.expected = std::min(node.expected, chunk_count_);
  return node;
}

std::string node_text(const PlanNode& node);

std::string part_text(const PlanNode& node) {
  if (node.kind == Kind::kList) return node_text(node);
  return node_text(node).insert(0, 1, '(').append(1, ')');
}

std::string node_text(const PlanNode& node) {
  if (node.kind == Kind::kList) {
    return debug_string(node.gram).append(1, ' ').append(std::to_string(node.list_length));
  }
  const char* separator = node.kind == Kind::kAnd ? " & " : " | ";
  std::string text;
  for (const PlanNode& child : node.children) {
    if (!text.empty()) text += separator;
    text += part_text(child);
  }
  for (size_t i = 0; i < node.left_out.size(); ++i) {
    text += i == 0 ? "; not read: " : ", ";
    text += part_text(node.left_out[i]);
  }
  return text;
}

}  // namespace

Result<QueryPlan> plan_query(const TrigramQuery& query, uint32_t chunk_count,
                             const ListLength& length, const VerifyCosts& costs) {
  QueryPlan plan;
  if (query.kind == TrigramQuery::Kind::kAll) return plan;
  plan.kind = QueryPlan::Kind::kNothing;
  if (query.kind == TrigramQuery::Kind::kNone || chunk_count == 0) return plan;
  TRAWL_ASSIGN_OR_RETURN(PlanNode root, Planner(chunk_count, length, costs).plan(query));
  if (is_nothing(root)) return plan;
  const double filtered = read_cost(root) + verify_cost(costs, root.expected);
  const bool pays = filtered < kWorthwhileShare * verify_cost(costs, chunk_count);
  plan.kind = pays ? QueryPlan::Kind::kLists : QueryPlan::Kind::kScan;
  if (pays) plan.root = std::move(root);
  return plan;
}

std::string debug_string(const QueryPlan& plan) {
  if (plan.kind == QueryPlan::Kind::kScan) return "scan";
  if (plan.kind == QueryPlan::Kind::kNothing) return "nothing";
  return node_text(plan.root);
}

}  // namespace trawl
