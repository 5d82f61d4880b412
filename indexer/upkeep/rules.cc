#include "indexer/upkeep/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <set>
#include <utility>

#include "indexer/base/stop_watch.h"
#include "indexer/corpus/classifier.h"
#include "indexer/stages/rule_records.h"
#include "indexer/store/publication.h"

namespace trawl {
namespace {

bool covers(const SegmentFacts& segment, const RuleDigest& rule) {
  return std::binary_search(segment.rules.begin(), segment.rules.end(), rule);
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
  Status fill_in();
  Status remove(const std::string& name);
  // False when the change changes nothing.
  bool is_change() const;
  Result<RuleReport> publish();

 private:
  // The rules, by their digests.
  using Prepared = std::map<RuleDigest, FillInRule>;

  Result<Prepared> prepare_missing() const;
  Status fill_in_segments_of(const SnapshotFacts& snapshot, Prepared* rules);

  std::string directory_;
  IndexWriter writer_;
  Manifest next_;
  MetaRecords meta_;
  std::vector<IncomingFile> files_;
  std::set<SegmentId> filled_;
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
  const RuleChange change = rule_change(files);
  TRAWL_RETURN_IF_ERROR(put_rules(change, writer_.store(), &next_, &meta_));
  report_.given = static_cast<uint32_t>(change.rules.size());
  for (const RuleFacts& rule : next_.rules) {
    const std::vector<RuleFacts>& before = writer_.manifest().rules;
    if (std::find(before.begin(), before.end(), rule) == before.end()) ++report_.rules;
  }
  return {};
}

// Those that some segment was not scanned for.
Result<RuleWrite::Prepared> RuleWrite::prepare_missing() const {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Rule> rules, rules_of(next_));
  Prepared prepared;
  for (const Rule& rule : rules) {
    const bool is_missing =
        std::any_of(next_.segments.begin(), next_.segments.end(),
                    [&](const SegmentFacts& segment) { return !covers(segment, rule.digest); });
    if (!is_missing || prepared.contains(rule.digest)) continue;
    Result<FillInRule> made = prepare_fill_in(rule);
    if (!made.is_ok()) return made.status().with_context("rule " + rule.name);
    prepared.emplace(rule.digest, std::move(made).value());
  }
  return prepared;
}

// A reader has the segments of one snapshot; each live segment is one's.
Status RuleWrite::fill_in() {
  TRAWL_ASSIGN_OR_RETURN(Prepared missing, prepare_missing());
  for (const SnapshotFacts& snapshot : writer_.manifest().snapshots) {
    TRAWL_RETURN_IF_ERROR(fill_in_segments_of(snapshot, &missing));
  }
  report_.filled_in = static_cast<uint32_t>(missing.size());
  report_.segments = static_cast<uint32_t>(filled_.size());
  return {};
}

Status RuleWrite::fill_in_segments_of(const SnapshotFacts& snapshot, Prepared* rules) {
  TRAWL_ASSIGN_OR_RETURN(IndexReader reader, IndexReader::open(directory_, snapshot.name));
  for (uint32_t i = 0; i < reader.segment_count(); ++i) {
    const auto segment =
        std::find_if(next_.segments.begin(), next_.segments.end(),
                     [&](const SegmentFacts& s) { return s.id == reader.segment({i}).id; });
    std::vector<FillInRule*> missing;
    for (auto& [digest, rule] : *rules) {
      if (!covers(*segment, digest)) missing.push_back(&rule);
    }
    if (missing.empty()) continue;
    for (const FillInRule* rule : missing) segment->rules.push_back(rule->digest);
    std::sort(segment->rules.begin(), segment->rules.end());
    filled_.insert(segment->id);
    const std::string path = writer_.pending_directory() + "/" + segment->id.hex() + ".hits.sst";
    TRAWL_ASSIGN_OR_RETURN(IncomingFile hits,
                           fill_in_rules(missing, {i}, &reader, path, &report_.counts));
    if (hits.facts.entries == 0) continue;
    writer_.sync_early(hits);
    segment->files.push_back(hits.facts);
    std::stable_sort(segment->files.begin(), segment->files.end(),
                     [](const FileFacts& a, const FileFacts& b) { return a.family < b.family; });
    files_.push_back(std::move(hits));
  }
  return {};
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
  report_.milliseconds = watch_.elapsed_ms();
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
  TRAWL_ASSIGN_OR_RETURN(RuleFile file, read_rule_file(path));
  for (size_t i = 0; i < file.rules.size(); ++i) {
    for (const std::string& language : file.rules[i].scope.languages) {
      if (is_language(language)) continue;
      return invalid_argument(fmt::format(
          "{}:{}: rule {}: no file is of language `{}` (trawl files --long shows those of an "
          "index; generic stands for all)",
          path, file.lines[i], file.rules[i].name, language));
    }
  }
  return file;
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
  TRAWL_RETURN_IF_ERROR(write.fill_in());
  return write.publish();
}

Result<RuleReport> remove_rules(const std::string& directory,
                                const std::vector<std::string>& names) {
  TRAWL_ASSIGN_OR_RETURN(RuleWrite write, open_for_rules(directory));
  const std::set<std::string> distinct(names.begin(), names.end());
  for (const std::string& name : distinct) TRAWL_RETURN_IF_ERROR(write.remove(name));
  return write.publish();
}

}  // namespace trawl
