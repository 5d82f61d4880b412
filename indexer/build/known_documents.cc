#include "indexer/build/known_documents.h"

#include <algorithm>
#include <string_view>

namespace trawl {
namespace {
constexpr size_t kFirstSlots = 1 << 12;
}  // namespace

KnownDocuments::KnownDocuments(SpillFile spill, size_t limit)
    : spill_(std::move(spill)), limit_(limit), slots_(kFirstSlots) {}

Result<KnownDocuments> KnownDocuments::create(const std::string& pending_directory,
                                              uint64_t memory) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(pending_directory));
  // While it grows, memory holds the old table, which has half the slots, and the new one.
  size_t limit = kFirstSlots;
  while (limit * 3 * sizeof(Entry) <= memory) limit *= 2;
  return KnownDocuments(std::move(spill), limit);
}

size_t KnownDocuments::slot_of(const DocumentDigest& digest) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = std::hash<DocumentDigest>()(digest) & mask;
  while (slots_[slot].segment != kFree && slots_[slot].digest != digest) slot = (slot + 1) & mask;
  return slot;
}

Result<std::optional<DocumentLocation>> KnownDocuments::find(const DocumentDigest& digest) {
  const Entry& entry = slots_[slot_of(digest)];
  if (entry.segment != kFree) {
    return std::optional<DocumentLocation>({{entry.segment}, {entry.document}});
  }
  for (const Run& run : runs_) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<DocumentLocation> found, find_in(run, digest));
    if (found) return found;
  }
  return std::optional<DocumentLocation>();
}

Result<std::optional<DocumentLocation>> KnownDocuments::find_in(const Run& run,
                                                                const DocumentDigest& digest) {
  const auto after = std::upper_bound(run.page_firsts.begin(), run.page_firsts.end(), digest);
  if (after == run.page_firsts.begin()) return std::optional<DocumentLocation>();
  const auto page = static_cast<uint64_t>(after - run.page_firsts.begin() - 1);
  const uint64_t first = page * kPageEntries;
  page_.resize(std::min<uint64_t>(kPageEntries, run.count - first));
  TRAWL_RETURN_IF_ERROR(spill_.read(run.position + first * sizeof(Entry),
                                    page_.size() * sizeof(Entry),
                                    reinterpret_cast<char*>(page_.data())));
  const auto found = std::lower_bound(
      page_.begin(), page_.end(), digest,
      [](const Entry& entry, const DocumentDigest& key) { return entry.digest < key; });
  if (found == page_.end() || found->digest != digest) return std::optional<DocumentLocation>();
  return std::optional<DocumentLocation>({{found->segment}, {found->document}});
}

Status KnownDocuments::insert(const DocumentDigest& digest, const DocumentLocation& location) {
  // The table is at most two thirds full, so that probes stay short.
  if ((used_ + 1) * 3 > slots_.size() * 2) {
    if (slots_.size() < limit_) {
      grow();
    } else {
      TRAWL_RETURN_IF_ERROR(spill());
    }
  }
  slots_[slot_of(digest)] = {digest, location.segment.value, location.document.value};
  ++used_;
  ++total_;
  return {};
}

void KnownDocuments::grow() {
  std::vector<Entry> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Entry& entry : old) {
    if (entry.segment != kFree) slots_[slot_of(entry.digest)] = entry;
  }
}

Status KnownDocuments::spill() {
  // Sorted in place, because the table is empty after it has been written out.
  const auto end = std::remove_if(slots_.begin(), slots_.end(),
                                  [](const Entry& entry) { return entry.segment == kFree; });
  std::sort(slots_.begin(), end,
            [](const Entry& a, const Entry& b) { return a.digest < b.digest; });
  Run run;
  run.count = static_cast<uint64_t>(end - slots_.begin());
  for (uint64_t i = 0; i < run.count; i += kPageEntries)
    run.page_firsts.push_back(slots_[i].digest);
  const std::string_view bytes(reinterpret_cast<const char*>(slots_.data()),
                               run.count * sizeof(Entry));
  TRAWL_ASSIGN_OR_RETURN(run.position, spill_.append(bytes));
  runs_.push_back(std::move(run));
  std::fill(slots_.begin(), slots_.end(), Entry());
  used_ = 0;
  return {};
}

}  // namespace trawl
