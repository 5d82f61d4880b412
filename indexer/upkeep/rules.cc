#include "indexer/upkeep/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>
#include <set>
#include <utility>

#include "indexer/corpus/classifier.h"
#include "indexer/stages/rule_records.h"
#include "indexer/store/publication.h"

namespace trawl {
namespace {

using Clock = std::chrono::steady_clock;

uint64_t milliseconds_since(Clock::time_point begin) {
  return static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
}

bool covers(const SegmentFacts& segment, const Rule& rule) {
  return std::binary_search(segment.rules.begin(), segment.rules.end(), rule.digest);
}

// One change of an index that is held for writing.
class RuleWrite {
 public:
  RuleWrite(std::string directory, IndexWriter writer)
      : directory_(std::move(directory)), writer_(std::move(writer)), next_(writer_.manifest()) {
    ++next_.generation;
  }

  Status check_new(const RuleFile& file) const;
  Status put(const std::vector<RuleFile>& files);
  Status fill_in();
  Status remove(const std::string& name);
  // False when the change changes nothing.
  bool is_change() const;
  Result<RuleReport> publish();

 private:
  Status fill_in_segments_of(const SnapshotFacts& snapshot, const std::vector<Rule>& rules);

  std::string directory_;
  IndexWriter writer_;
  Manifest next_;
  MetaRecords meta_;
  std::vector<IncomingFile> files_;
  std::set<SegmentId> filled_;
  std::set<RuleDigest> filled_rules_;
  RuleReport report_;
  Clock::time_point begin_ = Clock::now();
};

// Whether the index has nothing else under the names of the file.
Status RuleWrite::check_new(const RuleFile& file) const {
  const Manifest& live = writer_.manifest();
  for (const CatalogueFacts& catalogue : live.catalogues) {
    if (catalogue.name != file.catalogue) continue;
    if (catalogue.digest == catalogue_digest(file.text)) continue;
    return invalid_argument("the index has another catalogue " + file.catalogue +
                            ": trawl-index rules update replaces it");
  }
  for (const Rule& rule : file.rules) {
    for (const RuleFacts& facts : live.rules) {
      if (!file.catalogue.empty() || facts.name != rule.name || facts.digest == rule.digest) {
        continue;
      }
      return invalid_argument("the index has another rule " + rule.name +
                              ": trawl-index rules update replaces it");
    }
  }
  return {};
}

Status RuleWrite::put(const std::vector<RuleFile>& files) {
  RuleChange change;
  for (const RuleFile& file : files) {
    change.rules.insert(change.rules.end(), file.rules.begin(), file.rules.end());
    if (!file.catalogue.empty()) change.catalogues.push_back({file.catalogue, file.text});
  }
  report_.rules = static_cast<uint32_t>(change.rules.size());
  return put_rules(change, writer_.store(), &next_, &meta_);
}

// A reader has the segments of one snapshot; each live segment is one's.
Status RuleWrite::fill_in() {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Rule> rules, rules_of(next_));
  for (const SnapshotFacts& snapshot : writer_.manifest().snapshots) {
    TRAWL_RETURN_IF_ERROR(fill_in_segments_of(snapshot, rules));
  }
  report_.filled_in = static_cast<uint32_t>(filled_rules_.size());
  report_.segments = static_cast<uint32_t>(filled_.size());
  return {};
}

Status RuleWrite::fill_in_segments_of(const SnapshotFacts& snapshot,
                                      const std::vector<Rule>& rules) {
  TRAWL_ASSIGN_OR_RETURN(IndexReader reader, IndexReader::open(directory_, snapshot.name));
  for (uint32_t i = 0; i < reader.segment_count(); ++i) {
    const auto segment =
        std::find_if(next_.segments.begin(), next_.segments.end(),
                     [&](const SegmentFacts& s) { return s.id == reader.segment({i}).id; });
    std::map<RuleDigest, Rule> missing;
    for (const Rule& rule : rules) {
      if (!covers(*segment, rule)) missing.emplace(rule.digest, rule);
    }
    if (missing.empty()) continue;
    std::vector<Rule> ordered;
    for (auto& [digest, rule] : missing) {
      filled_rules_.insert(digest);
      segment->rules.push_back(digest);
      ordered.push_back(std::move(rule));
    }
    std::sort(segment->rules.begin(), segment->rules.end());
    filled_.insert(segment->id);
    const std::string path = writer_.pending_directory() + "/" + segment->id.hex() + ".hits.sst";
    TRAWL_ASSIGN_OR_RETURN(IncomingFile hits,
                           fill_in_rules(ordered, {i}, &reader, path, &report_.counts));
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
  const bool is_catalogue =
      std::erase_if(next_.catalogues, [&](const CatalogueFacts& c) { return c.name == name; }) != 0;
  if (!is_catalogue && name.find('/') != std::string::npos) {
    return invalid_argument("rule " + name +
                            " is its catalogue's: take it out of the catalogue's file and give "
                            "that to trawl-index rules update");
  }
  const auto removed = std::erase_if(next_.rules, is_it);
  if (removed == 0) {
    return not_found("the index has no catalogue and no rule '" + name +
                     "' (trawl-index stats lists them)");
  }
  report_.rules += static_cast<uint32_t>(removed);
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
    status.build_milliseconds = milliseconds_since(begin_);
    TRAWL_RETURN_IF_ERROR(
        writer_.publish(std::move(next_), status, std::move(files_), std::move(meta_)));
  }
  report_.milliseconds = milliseconds_since(begin_);
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
  for (const Rule& rule : file.rules) {
    for (const std::string& language : rule.scope.languages) {
      if (is_language(language)) continue;
      return invalid_argument(fmt::format(
          "{}: rule {}: no file is of language `{}` (trawl files --format '{{language}}' shows "
          "those of an index; generic stands for all)",
          path, rule.name, language));
    }
  }
  return file;
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
        if (!covers(segment, rule)) return true;
      }
    }
  }
  return false;
}

Result<RuleReport> add_rules(const std::string& directory, const std::vector<RuleFile>& files,
                             bool replace) {
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
  for (const std::string& name : names) TRAWL_RETURN_IF_ERROR(write.remove(name));
  return write.publish();
}

}  // namespace trawl
