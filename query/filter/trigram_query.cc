// The algebra of trigram queries: normal form, absorption, factoring, printing.
#include "query/filter/trigram_query.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

namespace trawl {
namespace {

using Kind = TrigramQuery::Kind;

// The most children among which implied ones are searched for. The number of pairs grows with the
// square, and a plan with more Ors is not worth reading anyway.
constexpr size_t kMaxComparedChildren = 16;
// The most branches of an Or that are grouped by a shared gram. A longer list is not changed.
constexpr size_t kMaxGroupedBranches = 64;
// The maximum depth of the search for implications. Deeper queries come from nested alternations,
// and the search branches at each level.
constexpr int kMaxImplicationDepth = 4;

bool less(const TrigramQuery& a, const TrigramQuery& b) {
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.grams != b.grams) return a.grams < b.grams;
  return std::lexicographical_compare(a.children.begin(), a.children.end(), b.children.begin(),
                                      b.children.end(), less);
}

void sort_members(TrigramQuery* query) {
  std::sort(query->grams.begin(), query->grams.end());
  query->grams.erase(std::unique(query->grams.begin(), query->grams.end()), query->grams.end());
  std::sort(query->children.begin(), query->children.end(), less);
  query->children.erase(std::unique(query->children.begin(), query->children.end()),
                        query->children.end());
}

bool implies(const TrigramQuery& a, const TrigramQuery& b, int depth);

bool has_gram(const TrigramQuery& query, Gram gram) {
  return std::binary_search(query.grams.begin(), query.grams.end(), gram);
}

// Whether an And or an Or implies that this gram occurs.
bool implies_gram(const TrigramQuery& a, Gram gram, int depth) {
  if (depth > kMaxImplicationDepth) return false;
  const auto child_implies = [gram, depth](const TrigramQuery& child) {
    return implies_gram(child, gram, depth + 1);
  };
  if (a.kind == Kind::kAnd) {
    return has_gram(a, gram) || std::any_of(a.children.begin(), a.children.end(), child_implies);
  }
  return a.kind == Kind::kOr &&
         std::all_of(a.grams.begin(), a.grams.end(), [gram](Gram own) { return own == gram; }) &&
         std::all_of(a.children.begin(), a.children.end(), child_implies);
}

bool gram_implies(Gram gram, const TrigramQuery& b) {
  return implies({Kind::kAnd, {gram}, {}}, b, kMaxImplicationDepth - 1);
}

// True if it is proved that every text satisfying `a` also satisfies `b`. `b` is an And or an Or.
bool implies(const TrigramQuery& a, const TrigramQuery& b, int depth) {
  if (depth > kMaxImplicationDepth) return false;
  if (a.kind == Kind::kOr) {
    return std::all_of(a.grams.begin(), a.grams.end(),
                       [&b](Gram gram) { return gram_implies(gram, b); }) &&
           std::all_of(
               a.children.begin(), a.children.end(),
               [&b, depth](const TrigramQuery& child) { return implies(child, b, depth + 1); });
  }
  const auto gram_holds = [&a, depth](Gram gram) { return implies_gram(a, gram, depth + 1); };
  const auto child_holds = [&a, depth](const TrigramQuery& child) {
    return implies(a, child, depth + 1);
  };
  if (b.kind == Kind::kAnd) {
    return std::all_of(b.grams.begin(), b.grams.end(), gram_holds) &&
           std::all_of(b.children.begin(), b.children.end(), child_holds);
  }
  return std::any_of(b.grams.begin(), b.grams.end(), gram_holds) ||
         std::any_of(b.children.begin(), b.children.end(), child_holds) ||
         std::any_of(a.children.begin(), a.children.end(), [&b, depth](const TrigramQuery& child) {
           return implies(child, b, depth + 1);
         });
}

// Drops the children of an And that its grams or another child imply. Drops the children of an Or
// that imply one of its grams or another child.
void drop_absorbed(TrigramQuery* query) {
  const bool is_and = query->kind == Kind::kAnd;
  const TrigramQuery grams{Kind::kAnd, query->grams, {}};
  std::erase_if(query->children, [&](const TrigramQuery& child) {
    if (is_and) return implies(grams, child, 0);
    return std::any_of(query->grams.begin(), query->grams.end(),
                       [&child](Gram gram) { return implies_gram(child, gram, 0); });
  });
  std::vector<TrigramQuery>& children = query->children;
  if (children.size() > kMaxComparedChildren) return;
  for (size_t i = 0; i < children.size();) {
    bool absorbed = false;
    for (size_t j = 0; j < children.size() && !absorbed; ++j) {
      absorbed = i != j && (is_and ? implies(children[j], children[i], 0)
                                   : implies(children[i], children[j], 0));
    }
    if (absorbed) {
      children.erase(children.begin() + static_cast<ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

// The grams that every branch of an Or contains.
std::vector<Gram> common_grams(const TrigramQuery& query) {
  if (!query.grams.empty() || query.children.empty()) return {};
  std::vector<Gram> common = query.children[0].grams;
  for (const TrigramQuery& child : query.children) {
    std::erase_if(common, [&child](Gram gram) { return !has_gram(child, gram); });
  }
  return common;
}

// The gram that the most branches share; empty if no gram is in two branches.
std::vector<Gram> most_shared_gram(const TrigramQuery& query) {
  std::map<Gram, size_t> counts;
  for (const TrigramQuery& child : query.children) {
    for (const Gram gram : child.grams) ++counts[gram];
  }
  const auto best =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best == counts.end() || best->second < 2) return {};
  return {best->first};
}

// Applies a·b | a·c = a·(b|c) to the grams that all branches share, or else to the largest group of
// branches with a shared gram.
TrigramQuery factor(TrigramQuery query) {
  const std::vector<Gram> common = common_grams(query);
  if (!common.empty()) {
    std::vector<TrigramQuery> rests;
    for (TrigramQuery& child : query.children) {
      std::erase_if(child.grams, [&common](Gram gram) {
        return std::binary_search(common.begin(), common.end(), gram);
      });
      rests.push_back(TrigramQuery::all_of({std::move(child)}));
    }
    return TrigramQuery::all_of(
        {TrigramQuery{Kind::kAnd, common, {}}, TrigramQuery::any_of(std::move(rests))});
  }
  if (query.children.size() > kMaxGroupedBranches) return query;
  const std::vector<Gram> shared = most_shared_gram(query);
  if (shared.empty()) return query;
  std::vector<TrigramQuery> group;
  std::vector<TrigramQuery> others;
  for (const Gram gram : query.grams) others.push_back({Kind::kAnd, {gram}, {}});
  for (TrigramQuery& child : query.children) {
    (has_gram(child, shared[0]) ? group : others).push_back(std::move(child));
  }
  others.push_back(TrigramQuery::any_of(std::move(group)));
  return TrigramQuery::any_of(std::move(others));
}

// Replaces a query of one member with that member.
TrigramQuery unwrap(TrigramQuery query) {
  if (query.grams.empty() && query.children.size() == 1) {
    TrigramQuery child = std::move(query.children[0]);
    return child;
  }
  if (query.grams.size() == 1 && query.children.empty()) query.kind = Kind::kAnd;
  return query;
}

std::string joined(const TrigramQuery& query, char separator) {
  std::string text;
  for (const Gram gram : query.grams) text.append(debug_string(gram)).push_back(separator);
  for (const TrigramQuery& child : query.children) {
    const bool parentheses = child.kind == Kind::kAnd;  // a list within an Or
    if (parentheses) text += '(';
    text += debug_string(child);
    if (parentheses) text += ')';
    text += separator;
  }
  text.pop_back();
  return text;
}

}  // namespace

TrigramQuery TrigramQuery::of_text(std::string_view text) {
  TrigramQuery query;
  for_each_trigram(text, text.size(), [&query](Gram gram) { query.grams.push_back(gram); });
  if (query.grams.empty()) return all();
  query.kind = Kind::kAnd;
  sort_members(&query);
  return query;
}

TrigramQuery TrigramQuery::all_of(std::vector<TrigramQuery> parts) {
  TrigramQuery result{Kind::kAnd, {}, {}};
  for (TrigramQuery& part : parts) {
    if (part.kind == Kind::kNone) return none();
    if (part.kind == Kind::kAnd) {
      result.grams.insert(result.grams.end(), part.grams.begin(), part.grams.end());
      std::move(part.children.begin(), part.children.end(), std::back_inserter(result.children));
    } else if (part.kind == Kind::kOr) {
      result.children.push_back(std::move(part));
    }
  }
  sort_members(&result);
  drop_absorbed(&result);
  if (result.grams.empty() && result.children.empty()) return all();
  return unwrap(std::move(result));
}

TrigramQuery TrigramQuery::any_of(std::vector<TrigramQuery> parts) {
  TrigramQuery result{Kind::kOr, {}, {}};
  for (TrigramQuery& part : parts) {
    if (part.kind == Kind::kAll) return all();
    const bool single = part.kind == Kind::kAnd && part.grams.size() == 1 && part.children.empty();
    if (part.kind == Kind::kOr || single) {
      result.grams.insert(result.grams.end(), part.grams.begin(), part.grams.end());
      std::move(part.children.begin(), part.children.end(), std::back_inserter(result.children));
    } else if (part.kind == Kind::kAnd) {
      result.children.push_back(std::move(part));
    }
  }
  sort_members(&result);
  drop_absorbed(&result);
  if (result.grams.empty() && result.children.empty()) return none();
  if (result.grams.size() + result.children.size() == 1) return unwrap(std::move(result));
  return factor(std::move(result));
}

std::string debug_string(Gram gram) {
  std::string text = "\"";
  for (const char byte : gram.bytes()) {
    if (byte == '"' || byte == '\\') {
      text += {'\\', byte};
    } else if (byte >= ' ' && byte <= '~') {
      text += byte;
    } else {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x",
                    static_cast<unsigned>(static_cast<unsigned char>(byte)));
      text += escape;
    }
  }
  return text + '"';
}

std::string debug_string(const TrigramQuery& query) {
  switch (query.kind) {
    case Kind::kAll:
      return "+";
    case Kind::kNone:
      return "-";
    case Kind::kAnd:
      return joined(query, ' ');
    case Kind::kOr:
      return joined(query, '|').insert(0, 1, '(').append(1, ')');
  }
  return "";
}

}  // namespace trawl
