#include "indexer/upkeep/rule_publication.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "indexer/base/stop_watch.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/store/next_generation.h"
#include "indexer/upkeep/hit_completion.h"

namespace trawl {
namespace {

// One change of an index that is held for writing.
class RuleWrite {
 public:
  explicit RuleWrite(IndexWriter* writer) : next_(writer) {}

  // Fails if the index has anything else under the names of the file.
  Status check_new(const RuleFile& file) const;
  Status put(const std::vector<RuleFile>& files);
  // Whether a catalogue or a rule has this name.
  bool has(const std::string& name) const;
  Status remove(const std::string& name);
  // Completes the hits of all segments first.
  Result<RuleReport> publish();

 private:
  bool is_change() const;

  NextGeneration next_;
  RuleReport report_;
  StopWatch watch_;
};

Status RuleWrite::check_new(const RuleFile& file) const {
  const Manifest& live = next_.live();
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
      return invalid_argument("the index has rule " + rule.name +
                              " with another meaning: " + Term::kRulesUpdate + " replaces it")
          .with_context(unsaid(in_rule(rule.name)))
          .with_context(in_file(file.path));
    }
  }
  return {};
}

Status RuleWrite::put(const std::vector<RuleFile>& files) {
  for (const RuleFile& file : files) {
    const Status status = put_rules(rule_change({file}), &next_);
    if (!status.is_ok()) return status.with_context(in_file(file.path));
    report_.given += static_cast<uint32_t>(file.rules.size());
  }
  const Manifest& before = next_.live();
  const Manifest& now = next_.manifest();
  for (const RuleFacts& rule : now.rules) {
    if (std::find(before.rules.begin(), before.rules.end(), rule) == before.rules.end()) {
      ++report_.rules;
    }
  }
  for (const RuleFacts& rule : before.rules) {
    const auto is_it = [&](const RuleFacts& other) { return other.name == rule.name; };
    if (std::none_of(now.rules.begin(), now.rules.end(), is_it)) ++report_.gone;
  }
  for (const CatalogueFacts& catalogue : before.catalogues) {
    const auto at = std::find(now.catalogues.begin(), now.catalogues.end(), catalogue);
    if (at == now.catalogues.end()) ++report_.texts;
  }
  return {};
}

bool RuleWrite::has(const std::string& name) const {
  const auto is_it = [&](const auto& facts) { return facts.name == name; };
  const Manifest& now = next_.manifest();
  return std::any_of(now.rules.begin(), now.rules.end(), is_it) ||
         std::any_of(now.catalogues.begin(), now.catalogues.end(), is_it);
}

Status RuleWrite::remove(const std::string& name) {
  const auto is_it = [&](const RuleFacts& rule) {
    return rule.name == name || is_of_catalogue(rule.name, name);
  };
  Manifest& now = next_.manifest();
  std::erase_if(now.catalogues, [&](const CatalogueFacts& c) { return c.name == name; });
  const auto is_named = [&](const RuleFacts& rule) { return rule.name == name; };
  if (name.find('/') != std::string::npos &&
      std::any_of(now.rules.begin(), now.rules.end(), is_named)) {
    return invalid_argument(
               "rule " + name +
               " belongs to its catalogue: remove it from the catalogue's file, and run " +
               Term::kRulesUpdateFrom)
        .with_context(unsaid(in_rule(name)));
  }
  const auto removed = std::erase_if(now.rules, is_it);
  if (removed == 0) {
    return not_found("no catalogue or rule '" + name + "' in the index (" + Term::kIndexStats +
                     " lists them)");
  }
  report_.given += static_cast<uint32_t>(removed);
  report_.rules = report_.given;
  return {};
}

bool RuleWrite::is_change() const {
  Manifest same = next_.manifest();
  same.generation = next_.live().generation;
  return !(same == next_.live());
}

Result<RuleReport> RuleWrite::publish() {
  TRAWL_ASSIGN_OR_RETURN(const HitCompletion hits, complete_hits(&next_));
  report_.filled_in = hits.rules;
  report_.segments = hits.segments;
  report_.counts = hits.counts;
  if (is_change()) {
    report_.generation = next_.manifest().generation;
    TRAWL_RETURN_IF_ERROR(next_.publish(watch_.elapsed_ms()));
  }
  return report_;
}

// Does not create an index: one without a snapshot would answer nothing.
Result<IndexWriter> open_for_rules(const std::string& directory) {
  TRAWL_RETURN_IF_ERROR(open_published(directory, kFilesFamilies).status());
  return IndexWriter::open(directory);
}

bool lacks_rules(const Manifest& manifest, const std::vector<RuleFile>& files) {
  for (const SegmentFacts& segment : manifest.segments) {
    for (const RuleFile& file : files) {
      for (const Rule& rule : file.rules) {
        if (!covers(segment, rule.digest)) return true;
      }
    }
  }
  return false;
}

}  // namespace

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
    return invalid_argument(
        fmt::format("{} is catalogue {}, and {} has a rule of that name: rename one", file->path,
                    name, rule->second->path));
  }
  return {};
}

Status fill_in_rules(const std::vector<RuleFile>& files, IndexWriter* writer) {
  if (!lacks_rules(writer->manifest(), files)) return {};
  RuleWrite write(writer);
  TRAWL_RETURN_IF_ERROR(write.put(files));
  return write.publish().status();
}

Result<RuleReport> add_rules(const std::string& directory, const std::vector<RuleFile>& files,
                             bool replace) {
  TRAWL_RETURN_IF_ERROR(check_distinct(files));
  TRAWL_ASSIGN_OR_RETURN(IndexWriter writer, open_for_rules(directory));
  RuleWrite write(&writer);
  for (const RuleFile& file : files) {
    if (!replace) TRAWL_RETURN_IF_ERROR(write.check_new(file));
  }
  TRAWL_RETURN_IF_ERROR(write.put(files));
  return write.publish();
}

Result<RuleReport> remove_rules(const std::string& directory,
                                const std::vector<std::string>& names) {
  TRAWL_ASSIGN_OR_RETURN(IndexWriter writer, open_for_rules(directory));
  RuleWrite write(&writer);
  std::set<std::string> distinct;
  for (const std::string& name : names) {
    struct stat info;
    const bool is_file = stat(name.c_str(), &info) == 0 && S_ISREG(info.st_mode);
    if (write.has(name) || !is_file) {
      distinct.insert(name);
      continue;
    }
    TRAWL_ASSIGN_OR_RETURN(const RuleFile file, read_rule_file(name));
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
