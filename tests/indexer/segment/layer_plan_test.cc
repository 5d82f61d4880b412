#include "indexer/segment/layer_plan.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace trawl {
namespace {

// A repository of a state: its version decides its tree.
struct State {
  uint32_t version = 0;
  uint64_t files = 0;
};
using States = std::map<std::string, State>;

// Plans one snapshot after the other, each based on the one before, and checks each plan.
class Snapshots {
 public:
  // Returns the places that were written.
  uint64_t build(const States& states, bool reusable = true) {
    std::vector<SnapshotEntry> entries;
    std::vector<uint64_t> files;
    std::vector<EntryPlaces> places;
    for (const auto& [name, state] : states) {
      SnapshotEntry& entry = entries.emplace_back();
      entry.repository = name;
      entry.tree.bytes.fill(static_cast<uint8_t>(state.version));
      entry.tree.bytes[0] = static_cast<uint8_t>(state.version >> 8);
      files.push_back(state.files);
      places.push_back({state.files, {0}});
    }
    for (BaseLayer& layer : layers_) layer.is_reusable = reusable;
    const LayerPlan plan = plan_layers(layers_, entries_, entries, places);
    check(plan, entries, files);
    take(plan, std::move(entries), files);
    return written_;
  }

  size_t layers() const { return layers_.size(); }
  const SlotTable& table(size_t layer) const { return layers_[layer].table; }
  const LayerFacts* facts(size_t layer) const { return layers_[layer].facts; }
  bool has_lost_slots(size_t kept) const { return lost_.at(kept); }

 private:
  // Each entry with files is in exactly one layer: a kept one that had it with the same tree, or
  // the new one.
  void check(const LayerPlan& plan, const std::vector<SnapshotEntry>& entries,
             const std::vector<uint64_t>& files) {
    std::vector<int> found(entries.size(), 0);
    uint64_t above = 0;
    for (size_t entry = 0; entry < entries.size(); ++entry) {
      if (plan.new_slots[entry] == kDeadSlot) continue;
      EXPECT_EQ(plan.new_layer.entry(plan.new_slots[entry]), entry);
      ++found[entry];
      above += files[entry];
    }
    const uint64_t written = above;
    for (const KeptLayer& kept : plan.kept) check_kept(kept, entries, files, written, &found);
    for (size_t entry = 0; entry < entries.size(); ++entry) {
      EXPECT_LE(found[entry], 1) << entry;
      EXPECT_GE(found[entry], files[entry] != 0 ? 1 : 0) << entry;
    }
    EXPECT_LE(plan.kept.size() + (plan.new_layer.slots() != 0 ? 1 : 0), kMaxLayers);
  }

  void check_kept(const KeptLayer& kept, const std::vector<SnapshotEntry>& entries,
                  const std::vector<uint64_t>& files, uint64_t written, std::vector<int>* found) {
    size_t index = 0;
    while (layers_[index].facts != kept.facts) ++index;
    const SlotTable& before = layers_[index].table;
    ASSERT_EQ(kept.table.slots(), before.slots());
    uint64_t live = 0;
    uint32_t next = 0;
    for (uint32_t slot = 0; slot < before.slots(); ++slot) {
      const uint32_t entry = kept.table.entry(slot);
      if (entry == kDeadSlot) continue;
      ASSERT_GE(entry, next);
      next = entry + 1;
      ++(*found)[entry];
      live += files[entry];
      EXPECT_EQ(entries_.at(before.entry(slot)).repository, entries[entry].repository);
      EXPECT_EQ(entries_[before.entry(slot)].tree, entries[entry].tree);
    }
    EXPECT_GE(live, 2 * written);
    EXPECT_GE(2 * live, kept.facts->parts[0].places);
  }

  void take(const LayerPlan& plan, std::vector<SnapshotEntry> entries,
            const std::vector<uint64_t>& files) {
    std::vector<BaseLayer> layers;
    lost_.clear();
    for (const KeptLayer& kept : plan.kept) {
      layers.push_back({kept.facts, kept.table, {0}, true});
      lost_.push_back(kept.has_lost_slots);
    }
    written_ = 0;
    for (size_t entry = 0; entry < entries.size(); ++entry) {
      if (plan.new_slots[entry] != kDeadSlot) written_ += files[entry];
    }
    if (written_ != 0) {
      LayerFacts& facts = facts_.emplace_back();
      facts.slots = plan.new_layer.slots();
      facts.parts = {{SegmentId(), PartId(), 1, written_}};
      layers.push_back({&facts, plan.new_layer, {0}, true});
    }
    layers_ = std::move(layers);
    entries_ = std::move(entries);
  }

  std::deque<LayerFacts> facts_;
  std::vector<BaseLayer> layers_;
  std::vector<SnapshotEntry> entries_;
  std::vector<bool> lost_;  // by kept layer
  uint64_t written_ = 0;
};

States states_of(uint32_t count, uint64_t files) {
  States states;
  for (uint32_t i = 0; i < count; ++i) states["r" + std::to_string(1000 + i)] = {0, files};
  return states;
}

TEST(LayerPlan, AFirstSnapshotHasOneLayerWithoutATable) {
  Snapshots snapshots;
  States states = states_of(3, 10);
  states["empty"] = {0, 0};
  EXPECT_EQ(snapshots.build(states), 30u);
  ASSERT_EQ(snapshots.layers(), 1u);
  EXPECT_TRUE(snapshots.table(0).is_identity());
  EXPECT_EQ(snapshots.table(0).slots(), 4u);
}

TEST(LayerPlan, WithoutAChangeEverythingIsKept) {
  Snapshots snapshots;
  const States states = states_of(3, 10);
  snapshots.build(states);
  const LayerFacts* const facts = snapshots.facts(0);
  EXPECT_EQ(snapshots.build(states), 0u);
  ASSERT_EQ(snapshots.layers(), 1u);
  EXPECT_EQ(snapshots.facts(0), facts);
  EXPECT_TRUE(snapshots.table(0).is_identity());
  EXPECT_FALSE(snapshots.has_lost_slots(0));
}

TEST(LayerPlan, WhatChangedIsWrittenInALayerOfItsOwn) {
  Snapshots snapshots;
  States states = states_of(10, 10);
  snapshots.build(states);
  states["r1004"].version = 1;
  states["added"] = {0, 5};  // before all others
  states.erase("r1009");
  EXPECT_EQ(snapshots.build(states), 15u);
  ASSERT_EQ(snapshots.layers(), 2u);
  EXPECT_TRUE(snapshots.has_lost_slots(0));
  EXPECT_EQ(snapshots.table(0).entry(3), 4u);  // "r1003" after "added"
  EXPECT_EQ(snapshots.table(0).entry(4), kDeadSlot);
  EXPECT_EQ(snapshots.table(0).entry(9), kDeadSlot);
  EXPECT_EQ(snapshots.table(1).slots(), 2u);
  EXPECT_EQ(snapshots.table(1).entry(1), 5u);
  // Nothing dies when nothing changes.
  EXPECT_EQ(snapshots.build(states), 0u);
  EXPECT_EQ(snapshots.layers(), 2u);
  EXPECT_FALSE(snapshots.has_lost_slots(0));
}

TEST(LayerPlan, AnEmptyRepositoryTakesNoLayer) {
  Snapshots snapshots;
  States states = states_of(3, 10);
  snapshots.build(states);
  states["nothing"] = {0, 0};
  EXPECT_EQ(snapshots.build(states), 0u);
  ASSERT_EQ(snapshots.layers(), 1u);
  EXPECT_FALSE(snapshots.table(0).is_identity());  // it has not all entries
  states.erase("nothing");
  EXPECT_EQ(snapshots.build(states), 0u);
  EXPECT_TRUE(snapshots.table(0).is_identity());
}

TEST(LayerPlan, ASmallLayerIsWrittenAgainWithWhatIsAboveIt) {
  Snapshots snapshots;
  States states = states_of(10, 10);
  snapshots.build(states);
  states["r1004"].version = 1;
  EXPECT_EQ(snapshots.build(states), 10u);
  states["r1005"].version = 1;
  EXPECT_EQ(snapshots.build(states), 20u);  // with r1004, whose layer is not twice as large
  EXPECT_EQ(snapshots.layers(), 2u);
  // Six of ten have changed.
  for (const char* name : {"r1000", "r1001", "r1002", "r1003"}) states[name].version = 1;
  EXPECT_EQ(snapshots.build(states), 100u);
  EXPECT_EQ(snapshots.layers(), 1u);
  EXPECT_TRUE(snapshots.table(0).is_identity());
}

TEST(LayerPlan, ALayerWhoseDocumentsMayNotBeReusedIsWrittenAgain) {
  Snapshots snapshots;
  const States states = states_of(3, 10);
  snapshots.build(states);
  EXPECT_EQ(snapshots.build(states, false), 30u);
}

TEST(LayerPlan, OfALayerThatIsMostlyDeadTheRestIsWrittenAgain) {
  Snapshots snapshots;
  States states = states_of(10, 10);
  snapshots.build(states);
  for (const char* name : {"r1000", "r1001", "r1002", "r1003", "r1004"}) states.erase(name);
  EXPECT_EQ(snapshots.build(states), 0u);  // half of it
  states.erase("r1005");
  EXPECT_EQ(snapshots.build(states), 40u);
}

// The build has found an equal document in another segment, where new files are placed: if this
// layer stayed, one of the two segments could never go.
TEST(LayerPlan, ALayerIsWrittenAgainWhereTheBuildLooksForDocuments) {
  const std::vector<SnapshotEntry> entries(1);
  LayerFacts facts;
  facts.slots = 1;
  facts.parts = {{SegmentId(), PartId(), 1, 10}};
  const std::vector<BaseLayer> base = {{&facts, SlotTable::identity(1), {3, 4}, true}};
  const auto kept = [&](std::vector<uint32_t> segments) {
    const std::vector<EntryPlaces> places = {{10, std::move(segments)}};
    return plan_layers(base, entries, entries, places).kept.size();
  };
  EXPECT_EQ(kept({3}), 1u);
  EXPECT_EQ(kept({4, 3}), 1u);
  EXPECT_EQ(kept({4, 2}), 0u);
}

// Two entries may have one name: what lies outside of repositories, and a repository.
TEST(LayerPlan, EntriesOfOneNameAreMatchedInOrder) {
  std::vector<SnapshotEntry> entries(3);
  for (SnapshotEntry& entry : entries) entry.repository = "same";
  entries[1].tree.bytes.fill(1);
  entries[2].tree.bytes.fill(2);
  LayerFacts facts;
  facts.slots = 3;
  facts.parts = {{SegmentId(), PartId(), 1, 30}};
  const std::vector<BaseLayer> base = {{&facts, SlotTable::identity(3), {0}, true}};
  const std::vector<EntryPlaces> places(3, EntryPlaces{10, {0}});
  EXPECT_TRUE(plan_layers(base, entries, entries, places).kept.at(0).table.is_identity());
  const std::vector<SnapshotEntry> fewer(entries.begin() + 1, entries.end());
  const LayerPlan plan = plan_layers(base, entries, fewer, std::span(places).first(2));
  EXPECT_TRUE(plan.kept.empty());
  EXPECT_EQ(plan.new_layer.slots(), 2u);
}

// Of two layers that claim an entry, which only damage can bring about, one has it.
TEST(LayerPlan, NoEntryIsInTwoLayers) {
  const std::vector<SnapshotEntry> entries(1);
  LayerFacts facts;
  facts.slots = 1;
  facts.parts = {{SegmentId(), PartId(), 1, 10}};
  const std::vector<BaseLayer> base = {{&facts, SlotTable::identity(1), {0}, true},
                                       {&facts, SlotTable::identity(1), {0}, true}};
  const std::vector<EntryPlaces> places = {{10, {0}}};
  const LayerPlan plan = plan_layers(base, entries, entries, places);
  EXPECT_EQ(plan.kept.size(), 1u);
}

TEST(LayerPlan, RandomChangesKeepEveryPromise) {
  std::mt19937 random(17);
  Snapshots snapshots;
  States states = states_of(40, 10);
  size_t most = 0;
  for (int generation = 0; generation < 2000; ++generation) {
    for (uint32_t edits = random() % 8 == 0 ? 12 : random() % 3; edits > 0; --edits) {
      const std::string name = "r" + std::to_string(1000 + random() % 60);
      if (random() % 5 == 0) {
        states.erase(name);
      } else {
        ++states[name].version;
        states[name].files = random() % 7 == 0 ? 0 : random() % 5 == 0 ? random() % 1000 : 10;
      }
    }
    snapshots.build(states, random() % 50 != 0);
    most = std::max(most, snapshots.layers());
    ASSERT_FALSE(HasFailure()) << generation;
  }
  EXPECT_GT(most, 3u);
}

// Of a thousand repositories one changes at a time: each build writes the changed one and, on
// average, few others.
TEST(LayerPlan, WritesInProportionToWhatChanges) {
  std::mt19937 random(3);
  Snapshots snapshots;
  States states = states_of(1000, 10);
  snapshots.build(states);
  uint64_t written = 0;
  for (int generation = 0; generation < 1000; ++generation) {
    ++states["r" + std::to_string(1000 + random() % 1000)].version;
    written += snapshots.build(states);
  }
  EXPECT_LT(written / 1000, 25 * 10u);  // all of them would be 10,000
  RecordProperty("places written by a build on average", std::to_string(written / 1000));
}

}  // namespace
}  // namespace trawl
