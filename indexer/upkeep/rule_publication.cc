#include "indexer/upkeep/rule_publication.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <set>
#include <utility>

#include "indexer/base/stop_watch.h"
#include "indexer/corpus/classifier.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/store/publication.h"
#include "indexer/upkeep/hit_completion.h"

namespace trawl {
namespace {

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
  // Completes the hits of all segments first.
  Result<RuleReport> publish();

 private:
  bool is_change() const;

  std::string directory_;
  IndexWriter writer_;
  Manifest next_;
  MetaRecords meta_;
  RuleReport report_;
  StopWatch watch_;
};

Status RuleWrite::check_new(const RuleFile& file) const {
  const Manifest& live = writer_.manifest();
  for (const CatalogueFacts& catalogue : live.catalogues) {
    if (catalogue.name != file.catalogue) continue;
    if (catalogue.digest == catalogue_digest(file.text)) continue;
    return invalid_argument("the index has catalogue " + file.catalogue +
                            " with another text: " + Term::kRulesUpdate + " replaces it")
        .with_context(in_file(file.path));
  }
  for (const Rule& rule : file.rules) {
    for (const RuleFacts& facts : live.rules) {
      if (!file.catalogue.empty() || facts.name != rule.name || facts.digest == rule.digest) {
        continue;
      }
      return invalid_argument("the index has another rule " + rule.name + ": " +
                              Term::kRulesUpdate + " replaces it")
          .with_context(unsaid(in_rule(rule.name)))
          .with_context(in_file(file.path));
    }
  }
  return {};
}

Status RuleWrite::put(const std::vector<RuleFile>& files) {
  for (const RuleFile& file : files) {
    const Status status = put_rules(rule_change({file}), writer_.store(), &next_, &meta_);
    if (!status.is_ok()) return status.with_context(in_file(file.path));
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
                            "that to " +
                            Term::kRulesUpdate)
        .with_context(unsaid(in_rule(name)));
  }
  const auto removed = std::erase_if(next_.rules, is_it);
  if (removed == 0) {
    return not_found("the index has no catalogue and no rule '" + name + "' (" + Term::kIndexStats +
                     " lists them)");
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
  TRAWL_ASSIGN_OR_RETURN(HitCompletion hits, complete_hits(directory_, &writer_, &next_));
  report_.filled_in = hits.rules;
  report_.segments = hits.segments;
  report_.counts = hits.counts;
  if (is_change()) {
    BuildStatus status;
    status.generation = report_.generation = next_.generation;
    status.published_unix_seconds = static_cast<uint64_t>(std::time(nullptr));
    status.build_milliseconds = watch_.elapsed_ms();
    TRAWL_RETURN_IF_ERROR(
        writer_.publish(std::move(next_), status, std::move(hits.files), std::move(meta_)));
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
    if (!file.catalogue.empty()) {
      distinct.insert(file.catalogue);
      continue;
    }
    for (const Rule& rule : file.rules) distinct.insert(rule.name);
  }
  for (const std::string& name : distinct) TRAWL_RETURN_IF_ERROR(write.remove(name));
  return write.publish();
}

}  // namespace trawl
