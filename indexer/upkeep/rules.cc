#include "indexer/upkeep/rules.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "indexer/base/stop_watch.h"
#include "indexer/corpus/classifier.h"
#include "indexer/format/keys.h"
#include "indexer/stages/rule_records.h"
#include "indexer/stages/segment_files.h"
#include "indexer/store/publication.h"
#include "indexer/upkeep/rule_backfill.h"

namespace trawl {
namespace {

bool covers(const SegmentFacts& segment, const RuleDigest& rule) {
  return std::binary_search(segment.rules.begin(), segment.rules.end(), rule);
}

// Tables of hits that a segment may have before they become one: each costs every listing.
constexpr std::ptrdiff_t kMostHitTables = 4;

Result<SegmentOrdinal> ordinal_of(const SegmentId& id, const IndexReader& reader) {
  for (uint32_t i = 0; i < reader.segment_count(); ++i) {
    if (reader.segment({i}).id == id) return SegmentOrdinal{i};
  }
  return corruption("segment " + id.hex() + " is of no snapshot: run trawl-index check");
}

// One change of an index that is held for writing.
class RuleWrite {
 public:
  RuleWrite(std::string directory, IndexWriter writer)
      : directory_(std::move(directory)), writer_(std::move(writer)), next_(writer_.manifest()) {
    ++next_.generation;
  }

  // Whether the index has nothing else under the names of the file.
  Status check_new(const RuleFile& file) const;
  Status put(const std::vector<RuleFile>& files);
  // Whether a catalogue or a rule has this name.
  bool has(const std::string& name) const;
  Status remove(const std::string& name);
  // Gives every segment the hits of the rules, and of no others.
  Status complete_segments();
  Result<RuleReport> publish();

 private:
  std::vector<uint32_t> missing_in(const SegmentFacts& segment) const;
  Status prepare_backfill();
  Status complete_segments_of(const SnapshotFacts& snapshot);
  // `found` has the hits of rules that the segment was not scanned for.
  Status write_hits(SegmentFacts* segment, HitTable* found);
  Status copy_hits(const SegmentFacts& segment, const RuleDigest& rule, SortedFileWriter* writer);
  bool is_change() const;

  std::string directory_;
  IndexWriter writer_;
  Manifest next_;
  MetaRecords meta_;
  std::vector<IncomingFile> files_;
  std::vector<RuleDigest> live_;  // of the rules to come, ascending
  // The rules that some segment was not scanned for, by the backfill's numbers.
  std::vector<RuleDigest> missing_;
  std::optional<RuleBackfill> backfill_;
  std::set<SegmentId> completed_;
  RuleReport report_;
  StopWatch watch_;
};

Status RuleWrite::check_new(const RuleFile& file) const {
  const Manifest& live = writer_.manifest();
  for (const CatalogueFacts& catalogue : live.catalogues) {
    if (catalogue.name != file.catalogue) continue;
    if (catalogue.digest == catalogue_digest(file.text)) continue;
    return invalid_argument(file.path + ": the index has catalogue " + file.catalogue +
                            " with another text: trawl-index rules update replaces it");
  }
  for (const Rule& rule : file.rules) {
    for (const RuleFacts& facts : live.rules) {
      if (!file.catalogue.empty() || facts.name != rule.name || facts.digest == rule.digest) {
        continue;
      }
      return invalid_argument(file.path + ": the index has another rule " + rule.name +
                              ": trawl-index rules update replaces it");
    }
  }
  return {};
}

Status RuleWrite::put(const std::vector<RuleFile>& files) {
  for (const RuleFile& file : files) {
    const Status status = put_rules(rule_change({file}), writer_.store(), &next_, &meta_);
    if (!status.is_ok()) return status.with_context(file.path);
    report_.given += static_cast<uint32_t>(file.rules.size());
  }
  for (const RuleFacts& rule : next_.rules) {
    const std::vector<RuleFacts>& before = writer_.manifest().rules;
    if (std::find(before.begin(), before.end(), rule) == before.end()) ++report_.rules;
  }
  for (const RuleFacts& rule : writer_.manifest().rules) {
    const auto is_it = [&](const RuleFacts& other) { return other.name == rule.name; };
    if (std::none_of(next_.rules.begin(), next_.rules.end(), is_it)) ++report_.gone;
  }
  for (const CatalogueFacts& catalogue : writer_.manifest().catalogues) {
    const std::vector<CatalogueFacts>& now = next_.catalogues;
    if (std::find(now.begin(), now.end(), catalogue) == now.end()) ++report_.texts;
  }
  return {};
}

// The numbers in missing_ of those that the segment was not scanned for.
std::vector<uint32_t> RuleWrite::missing_in(const SegmentFacts& segment) const {
  std::vector<uint32_t> numbers;
  for (uint32_t i = 0; i < missing_.size(); ++i) {
    if (!covers(segment, missing_[i])) numbers.push_back(i);
  }
  return numbers;
}

Status RuleWrite::prepare_backfill() {
  TRAWL_ASSIGN_OR_RETURN(std::vector<Rule> rules, rules_of(next_));
  rules = distinct_rules(std::move(rules));
  for (const Rule& rule : rules) live_.push_back(rule.digest);
  std::erase_if(rules, [&](const Rule& rule) {
    return std::all_of(next_.segments.begin(), next_.segments.end(),
                       [&](const SegmentFacts& segment) { return covers(segment, rule.digest); });
  });
  if (rules.empty()) return {};
  for (const Rule& rule : rules) missing_.push_back(rule.digest);
  TRAWL_ASSIGN_OR_RETURN(backfill_, RuleBackfill::prepare(rules));
  return {};
}

// A reader has the segments of one snapshot; each live segment is one's.
Status RuleWrite::complete_segments() {
  TRAWL_RETURN_IF_ERROR(prepare_backfill());
  for (const SnapshotFacts& snapshot : writer_.manifest().snapshots) {
    TRAWL_RETURN_IF_ERROR(complete_segments_of(snapshot));
  }
  report_.filled_in = static_cast<uint32_t>(missing_.size());
  return {};
}

Status RuleWrite::complete_segments_of(const SnapshotFacts& snapshot) {
  std::optional<IndexReader> reader;  // opened for the first segment that lacks hits
  for (SegmentFacts& segment : next_.segments) {
    if (!holds(snapshot, segment.id) || segment.rules == live_) continue;
    if (!completed_.insert(segment.id).second) continue;
    const std::vector<uint32_t> missing = missing_in(segment);
    std::optional<HitTable> found;
    if (!missing.empty()) {
      if (!reader) {
        TRAWL_ASSIGN_OR_RETURN(reader, IndexReader::open(directory_, snapshot.name));
      }
      TRAWL_ASSIGN_OR_RETURN(const SegmentOrdinal ordinal, ordinal_of(segment.id, *reader));
      TRAWL_ASSIGN_OR_RETURN(found, backfill_->find(missing, ordinal, &*reader,
                                                    writer_.pending_directory(), &report_.counts));
      ++report_.segments;
    }
    TRAWL_RETURN_IF_ERROR(write_hits(&segment, found ? &*found : nullptr));
  }
  return {};
}

// One table more while there are few of them, which costs what the new rules have; else one instead
// of all, without what rules have that are gone.
Status RuleWrite::write_hits(SegmentFacts* segment, HitTable* found) {
  const auto is_of_hits = [](const FileFacts& file) { return file.family == Family::kHits; };
  const auto tables = std::count_if(segment->files.begin(), segment->files.end(), is_of_hits);
  const bool has_dead =
      !std::includes(live_.begin(), live_.end(), segment->rules.begin(), segment->rules.end());
  const bool replaces = has_dead || tables >= kMostHitTables;
  const std::string path =
      segment_file_path(writer_.pending_directory(), segment->id, Family::kHits);
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kHits));
  for (const RuleDigest& rule : live_) {
    if (!covers(*segment, rule)) {
      const auto number = std::lower_bound(missing_.begin(), missing_.end(), rule);
      TRAWL_RETURN_IF_ERROR(found->write(static_cast<uint32_t>(number - missing_.begin()),
                                         segment->id, rule, &writer, &report_.counts.hits));
    } else if (replaces) {
      TRAWL_RETURN_IF_ERROR(copy_hits(*segment, rule, &writer));
    }
  }
  TRAWL_ASSIGN_OR_RETURN(IncomingFile hits, writer.finish());
  if (replaces) std::erase_if(segment->files, is_of_hits);
  segment->rules = live_;
  if (hits.facts.entries == 0) return {};
  writer_.sync_early(hits);
  segment->files.push_back(hits.facts);
  std::stable_sort(segment->files.begin(), segment->files.end(),
                   [](const FileFacts& a, const FileFacts& b) { return a.family < b.family; });
  files_.push_back(std::move(hits));
  return {};
}

Status RuleWrite::copy_hits(const SegmentFacts& segment, const RuleDigest& rule,
                            SortedFileWriter* writer) {
  RecordCursor cursor = writer_.store().scan(Family::kHits, hit_prefix(segment.id, rule));
  for (; !cursor.at_end(); cursor.next()) {
    TRAWL_RETURN_IF_ERROR(writer->add(cursor.key(), cursor.value()));
  }
  return cursor.status();
}

bool RuleWrite::has(const std::string& name) const {
  const auto is_it = [&](const auto& facts) { return facts.name == name; };
  return std::any_of(next_.rules.begin(), next_.rules.end(), is_it) ||
         std::any_of(next_.catalogues.begin(), next_.catalogues.end(), is_it);
}

Status RuleWrite::remove(const std::string& name) {
  const auto is_it = [&](const RuleFacts& rule) {
    return rule.name == name || is_of_catalogue(rule.name, name);
  };
  std::erase_if(next_.catalogues, [&](const CatalogueFacts& c) { return c.name == name; });
  const auto is_named = [&](const RuleFacts& rule) { return rule.name == name; };
  if (name.find('/') != std::string::npos &&
      std::any_of(next_.rules.begin(), next_.rules.end(), is_named)) {
    return invalid_argument("rule " + name +
                            " is its catalogue's: take it out of the catalogue's file and give "
                            "that to trawl-index rules update");
  }
  const auto removed = std::erase_if(next_.rules, is_it);
  if (removed == 0) {
    return not_found("the index has no catalogue and no rule '" + name +
                     "' (trawl-index stats lists them)");
  }
  report_.given += static_cast<uint32_t>(removed);
  report_.rules = report_.given;
  return {};
}

bool RuleWrite::is_change() const {
  Manifest same = next_;
  same.generation = writer_.manifest().generation;
  return !(same == writer_.manifest());
}

Result<RuleReport> RuleWrite::publish() {
  if (is_change()) {
    BuildStatus status;
    status.generation = report_.generation = next_.generation;
    status.published_unix_seconds = static_cast<uint64_t>(std::time(nullptr));
    status.build_milliseconds = watch_.elapsed_ms();
    TRAWL_RETURN_IF_ERROR(
        writer_.publish(std::move(next_), status, std::move(files_), std::move(meta_)));
  }
  return report_;
}

// An index is not made here: one without a snapshot would answer nothing.
Result<RuleWrite> open_for_rules(const std::string& directory) {
  TRAWL_RETURN_IF_ERROR(open_published(directory, kFilesFamilies).status());
  TRAWL_ASSIGN_OR_RETURN(IndexWriter writer, IndexWriter::open(directory));
  return RuleWrite(directory, std::move(writer));
}

}  // namespace

Result<RuleFile> read_checked_rule_file(const std::string& path) {
  return read_rule_file(path, is_language);
}

RuleChange rule_change(const std::vector<RuleFile>& files) {
  RuleChange change;
  for (const RuleFile& file : files) {
    change.rules.insert(change.rules.end(), file.rules.begin(), file.rules.end());
    if (!file.catalogue.empty()) change.catalogues.push_back({file.catalogue, file.text});
  }
  return change;
}

Status check_distinct(const std::vector<RuleFile>& files) {
  std::map<std::string, const RuleFile*> catalogues, rules;
  for (const RuleFile& file : files) {
    if (!file.catalogue.empty()) {
      const auto [other, is_new] = catalogues.emplace(file.catalogue, &file);
      if (is_new) continue;
      return invalid_argument(fmt::format("{} and {} are both catalogue {}: give one of them",
                                          other->second->path, file.path, file.catalogue));
    }
    for (const Rule& rule : file.rules) {
      const auto [other, is_new] = rules.emplace(rule.name, &file);
      if (is_new) continue;
      return invalid_argument(fmt::format("{} and {} both have a rule {}: give it once",
                                          other->second->path, file.path, rule.name));
    }
  }
  for (const auto& [name, file] : catalogues) {
    const auto rule = rules.find(name);
    if (rule == rules.end()) continue;
    return invalid_argument(fmt::format("{} is catalogue {}, and {} has a rule of that name",
                                        file->path, name, rule->second->path));
  }
  return {};
}

Result<bool> lacks_rules(const std::string& directory, const std::vector<RuleFile>& files) {
  const Result<PublishedIndex> index = open_published(directory, kFilesFamilies);
  if (!index.is_ok()) {
    if (index.status().code() == StatusCode::kNotFound) return false;
    return index.status();
  }
  for (const SegmentFacts& segment : index->manifest.segments) {
    for (const RuleFile& file : files) {
      for (const Rule& rule : file.rules) {
        if (!covers(segment, rule.digest)) return true;
      }
    }
  }
  return false;
}

Result<RuleReport> add_rules(const std::string& directory, const std::vector<RuleFile>& files,
                             bool replace) {
  TRAWL_RETURN_IF_ERROR(check_distinct(files));
  TRAWL_ASSIGN_OR_RETURN(RuleWrite write, open_for_rules(directory));
  for (const RuleFile& file : files) {
    if (!replace) TRAWL_RETURN_IF_ERROR(write.check_new(file));
  }
  TRAWL_RETURN_IF_ERROR(write.put(files));
  TRAWL_RETURN_IF_ERROR(write.complete_segments());
  return write.publish();
}

Result<RuleReport> remove_rules(const std::string& directory,
                                const std::vector<std::string>& names) {
  TRAWL_ASSIGN_OR_RETURN(RuleWrite write, open_for_rules(directory));
  std::set<std::string> distinct;
  for (const std::string& name : names) {
    struct stat info;
    const bool is_file = stat(name.c_str(), &info) == 0 && S_ISREG(info.st_mode);
    if (write.has(name) || !is_file) {
      distinct.insert(name);
      continue;
    }
    TRAWL_ASSIGN_OR_RETURN(const RuleFile file, read_checked_rule_file(name));
    if (!file.catalogue.empty()) distinct.insert(file.catalogue);
    for (const Rule& rule : file.rules) {
      if (file.catalogue.empty()) distinct.insert(rule.name);
    }
  }
  for (const std::string& name : distinct) TRAWL_RETURN_IF_ERROR(write.remove(name));
  TRAWL_RETURN_IF_ERROR(write.complete_segments());
  return write.publish();
}

}  // namespace trawl
