// The ends of a build: what it takes from the live generation, and how its snapshot becomes the
// next one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/numberer.h"
#include "indexer/format/frame.h"
#include "indexer/format/manifest.h"
#include "indexer/rules/rule.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/segment/segment_files.h"
#include "indexer/store/publication.h"

namespace trawl {

// One object, one thread. The writer must outlive it.
class SnapshotBuilder {
 public:
  SnapshotBuilder(IndexWriter* writer, std::string name, uint64_t segment_bytes);

  // Adds the rules that come with the build. Once, before anything else.
  Status put_rules(const RuleChange& change);
  // Those that the index will have, each distinct one once, by digest.
  const std::vector<Rule>& rules() const { return rules_; }

  // The dictionary that the last build used; null when there is none worth using.
  Result<std::shared_ptr<const Dictionary>> live_dictionary() const;
  // What the numberer needs of the live generation. The builder must outlive the numberer.
  NumbererInput numberer_input(const std::vector<Repository>* repositories) const;
  // The snapshot of this name so far; null when there is none.
  const SnapshotFacts* previous() const;

  // Publishes the segments and the numberer's snapshot, and gives the new generation.
  // `milliseconds` is the time the build took so far, for the record.
  Result<uint64_t> publish(std::vector<WrittenSegment> segments, Numberer* numberer,
                           const std::shared_ptr<const Dictionary>& dictionary,
                           uint64_t milliseconds);
  // REQUIRES: publish() succeeded. Distinct documents of the snapshot.
  uint64_t document_count() const { return document_count_; }

 private:
  bool covers_rules(const SegmentFacts& segment) const;
  Status add_dictionary(const Dictionary& dictionary, Manifest* manifest, MetaRecords* meta) const;
  Status add_snapshot(const std::vector<WrittenSegment>& segments, Numberer* numberer,
                      Manifest* manifest, MetaRecords* meta, std::vector<IncomingFile>* files);
  Status add_trees(Numberer* numberer, Manifest* manifest, std::vector<IncomingFile>* files) const;
  static void drop_unused_segments(Manifest* manifest);

  IndexWriter* writer_;
  std::string name_;
  std::vector<Rule> rules_;
  uint64_t segment_bytes_;
  Manifest live_;     // with the build's rules
  MetaRecords meta_;  // of them
  uint64_t document_count_ = 0;
};

}  // namespace trawl
