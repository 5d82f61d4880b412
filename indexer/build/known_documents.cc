#include "indexer/build/known_documents.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace trawl {
namespace {
constexpr size_t kFirstSlots = 1 << 12;

template <class Entry>
std::string_view bytes_of(std::span<const Entry> entries) {
  return {reinterpret_cast<const char*>(entries.data()), entries.size_bytes()};
}
}  // namespace

KnownDocuments::KnownDocuments(std::string pending_directory, uint64_t memory)
    : pending_directory_(std::move(pending_directory)), limit_(kFirstSlots), slots_(kFirstSlots) {
  // While it grows, memory holds the old table, which has half the slots, and the new one.
  while (limit_ * 3 * sizeof(Entry) <= memory) limit_ *= 2;
}

size_t KnownDocuments::slot_of(const DocumentDigest& digest) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = std::hash<DocumentDigest>()(digest) & mask;
  while (slots_[slot].segment != kFree && slots_[slot].digest != digest) slot = (slot + 1) & mask;
  return slot;
}

std::optional<KnownDocument> KnownDocuments::find(const DocumentDigest& digest) const {
  const auto document = [](const Entry& entry) {
    return KnownDocument{{{entry.segment}, {entry.document}}, entry.traits};
  };
  const Entry& entry = slots_[slot_of(digest)];
  if (entry.segment != kFree) return document(entry);
  for (const Run& run : runs_) {
    const Entry* const found = find_in(run, digest);
    if (found != nullptr) return document(*found);
  }
  return std::nullopt;
}

// Null if the run does not have it.
const KnownDocuments::Entry* KnownDocuments::find_in(const Run& run, const DocumentDigest& digest) {
  const auto after = std::upper_bound(run.page_firsts.begin(), run.page_firsts.end(), digest);
  if (after == run.page_firsts.begin()) return nullptr;
  const auto page = static_cast<size_t>(after - run.page_firsts.begin() - 1);
  const std::span<const Entry> rest = run.entries.subspan(page * kPageEntries);
  const std::span<const Entry> entries = rest.first(std::min(kPageEntries, rest.size()));
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), digest,
      [](const Entry& entry, const DocumentDigest& key) { return entry.digest < key; });
  return found != entries.end() && found->digest == digest ? &*found : nullptr;
}

Status KnownDocuments::insert(const DocumentDigest& digest, const KnownDocument& document) {
  // The table is at most two thirds full, so that probes stay short.
  if ((used_ + 1) * 3 > slots_.size() * 2) {
    if (slots_.size() < limit_) {
      grow();
    } else {
      TRAWL_RETURN_IF_ERROR(spill());
    }
  }
  slots_[slot_of(digest)] = {digest, document.location.segment.value,
                             document.location.document.value, document.traits};
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
  const std::span<const Entry> sorted(slots_.data(), static_cast<size_t>(end - slots_.begin()));
  TRAWL_ASSIGN_OR_RETURN(SpillFile file, SpillFile::create(pending_directory_));
  TRAWL_RETURN_IF_ERROR(file.append(bytes_of(sorted)).status());
  TRAWL_RETURN_IF_ERROR(add_run(std::move(file)));
  std::fill(slots_.begin(), slots_.end(), Entry());
  used_ = 0;
  const auto is_twice_the_last = [this] {
    return runs_[runs_.size() - 2].entries.size() >= 2 * runs_.back().entries.size();
  };
  while (runs_.size() >= 2 && !is_twice_the_last()) TRAWL_RETURN_IF_ERROR(merge_last_two());
  return {};
}

Status KnownDocuments::add_run(SpillFile file) {
  Run run{std::move(file), {}, {}};
  TRAWL_ASSIGN_OR_RETURN(const std::string_view bytes, run.file.map());
  // Mapped at the beginning of a page of memory, so entries are aligned.
  run.entries = {reinterpret_cast<const Entry*>(bytes.data()), bytes.size() / sizeof(Entry)};
  for (size_t i = 0; i < run.entries.size(); i += kPageEntries) {
    run.page_firsts.push_back(run.entries[i].digest);
  }
  runs_.push_back(std::move(run));
  return {};
}

Status KnownDocuments::merge_last_two() {
  std::span<const Entry> left = runs_[runs_.size() - 2].entries;
  std::span<const Entry> right = runs_.back().entries;
  TRAWL_ASSIGN_OR_RETURN(SpillFile file, SpillFile::create(pending_directory_));
  std::vector<Entry> page;
  page.reserve(kPageEntries);
  while (!left.empty() || !right.empty()) {
    const bool is_left = right.empty() || (!left.empty() && left[0].digest < right[0].digest);
    std::span<const Entry>& from = is_left ? left : right;
    page.push_back(from[0]);
    from = from.subspan(1);
    if (page.size() < kPageEntries && !(left.empty() && right.empty())) continue;
    TRAWL_RETURN_IF_ERROR(file.append(bytes_of(std::span<const Entry>(page))).status());
    page.clear();
  }
  runs_.erase(runs_.end() - 2, runs_.end());
  return add_run(std::move(file));
}

}  // namespace trawl
