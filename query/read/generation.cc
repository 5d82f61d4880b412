#include "query/read/generation.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/format/keys.h"
#include "indexer/format/posting_group.h"
#include "indexer/format/posting_list.h"
#include "indexer/store/segment_records.h"

namespace trawl {

Result<const std::vector<ChunkGroup>*> OpenSegment::groups() const {
  using Groups = std::vector<ChunkGroup>;
  return groups_.get([this]() -> Result<std::unique_ptr<const Groups>> {
    TRAWL_ASSIGN_OR_RETURN(Groups groups, read_groups(*store_, *facts_));
    return std::make_unique<const Groups>(std::move(groups));
  });
}

Result<const Dictionary*> OpenSegment::dictionary() const {
  return dictionary_->get([this]() -> Result<std::unique_ptr<const Dictionary>> {
    const DictionaryId& id = facts_->dictionary;
    TRAWL_ASSIGN_OR_RETURN(std::string bytes, read_dictionary(*store_, id));
    return std::make_unique<const Dictionary>(std::move(bytes), id);
  });
}

Result<std::string> OpenSegment::posting_list(Gram gram) const {
  std::string list;
  TRAWL_ASSIGN_OR_RETURN(
      const bool is_long,
      store_->get_into(Family::kPostings, posting_key(facts_->id, GramKind::kTrigram, gram),
                       &list));
  if (!is_long) {
    list.clear();
    TRAWL_ASSIGN_OR_RETURN(
        const std::optional<std::string> group,
        store_->get(Family::kPostings, posting_group_key(facts_->id, GramKind::kTrigram, gram)));
    if (group) {
      TRAWL_ASSIGN_OR_RETURN(list, find_in_group(*group, gram));
    }
    if (list.empty()) return list;
  }
  if (posting_list_size(list) != 0) return list;
  return corruption("a posting list is damaged: run " + Term::kIndexCheck);
}

Generation::Generation(PublishedIndex index, uint64_t cache_bytes)
    : index_(std::move(index)),
      cache_(cache_bytes != 0 ? std::make_unique<RecordCache>(cache_bytes) : nullptr) {
  for (const SegmentFacts& facts : manifest().segments) {
    segments_.try_emplace(facts.id, &facts, &index_.store, &dictionaries_[facts.dictionary]);
  }
}

Result<std::shared_ptr<const Generation>> Generation::open(const std::string& directory,
                                                           std::span<const Family> families,
                                                           uint64_t cache_bytes) {
  TRAWL_ASSIGN_OR_RETURN(PublishedIndex index, open_published(directory, families));
  return std::shared_ptr<const Generation>(new Generation(std::move(index), cache_bytes));
}

// A key is never written twice, so records of this generation have not changed.
Result<std::shared_ptr<const Generation>> Generation::with_families(
    std::shared_ptr<const Generation> generation, std::span<const Family> families) {
  if (std::all_of(families.begin(), families.end(),
                  [&](Family family) { return generation->store().has_family(family); })) {
    return generation;
  }
  TRAWL_ASSIGN_OR_RETURN(PublishedIndex index, open_further(generation->index_, families));
  return std::shared_ptr<const Generation>(new Generation(std::move(index), 0));
}

const OpenSegment* Generation::segment(const SegmentId& id) const {
  const auto found = segments_.find(id);
  return found == segments_.end() ? nullptr : &found->second;
}

Result<std::string> Generation::catalogue(const std::string& name) const {
  std::string others;
  for (const CatalogueFacts& facts : manifest().catalogues) {
    if (facts.name != name) {
      others += (others.empty() ? "; it has: " : ", ") + facts.name;
      continue;
    }
    TRAWL_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           store().get(Family::kMeta, catalogue_key(facts.digest)));
    if (text) return *std::move(text);
    return corruption("the text of catalogue " + name + " is missing: run " + Term::kIndexCheck);
  }
  return not_found("no catalogue '" + name + "' in the index" + others + " (" + Term::kAddRules +
                   " adds one)");
}

}  // namespace trawl
