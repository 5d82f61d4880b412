#include "query/rule_hits.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "query/candidate_files.h"
#include "query/document_reader.h"
#include "query/file_selection.h"

namespace trawl {
namespace {

struct HitDocument {
  SegmentOrdinal segment;
  DocumentNumber number;
  std::vector<Hit> hits;
};

struct HitFiles {
  std::vector<HitDocument> documents;
  std::vector<CandidateFile> files;
};

Result<RuleDigest> find_rule(const std::string& name, const IndexReader& reader) {
  std::string known;
  for (const RuleFacts& rule : reader.manifest().rules) {
    if (rule.name == name) return rule.digest;
    known += (known.empty() ? "" : ", ") + rule.name;
  }
  return not_found(
      "no rule '" + name + "' in the index" +
      (known.empty() ? ": build it with trawl-index build --rules FILE" : "; it has: " + known));
}

Status check_covered(const std::string& name, const RuleDigest& digest, const IndexReader& reader) {
  for (uint32_t i = 0; i < reader.segment_count(); ++i) {
    const SegmentFacts& segment = reader.segment({i});
    if (std::binary_search(segment.rules.begin(), segment.rules.end(), digest)) continue;
    return invalid_argument("snapshot " + reader.snapshot().name + " was not scanned for rule '" +
                            name + "': build it again with trawl-index build --rules FILE");
  }
  return {};
}

Status add_document(HitDocument document, FileSelection* selection, IndexReader* reader,
                    HitFiles* files) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Place> places,
                         reader->places(document.segment, document.number));
  const auto index = static_cast<uint32_t>(files->documents.size());
  for (const Place& place : places) {
    TRAWL_ASSIGN_OR_RETURN(const bool selected, selection->selects(place, reader));
    if (selected) files->files.push_back({place, index});
  }
  files->documents.push_back(std::move(document));
  return {};
}

Status collect(SegmentOrdinal segment, const RuleDigest& digest, FileSelection* selection,
               IndexReader* reader, HitFiles* files) {
  HitDocument document{segment, {}, {}};
  for (uint32_t block = 0;; ++block) {
    TRAWL_ASSIGN_OR_RETURN(std::vector<Hit> hits, reader->hits(segment, digest, block));
    if (hits.empty()) break;
    for (Hit& hit : hits) {
      if (!document.hits.empty() && hit.document != document.number) {
        TRAWL_RETURN_IF_ERROR(
            add_document(std::exchange(document, {segment, {}, {}}), selection, reader, files));
      }
      document.number = hit.document;
      document.hits.push_back(std::move(hit));
    }
  }
  if (document.hits.empty()) return {};
  return add_document(std::move(document), selection, reader, files);
}

}  // namespace

Status list_rule_hits(const RuleRequest& request, IndexReader* reader, ResultSink* sink) {
  TRAWL_ASSIGN_OR_RETURN(const RuleDigest digest, find_rule(request.rule, *reader));
  TRAWL_RETURN_IF_ERROR(check_covered(request.rule, digest, *reader));
  TRAWL_ASSIGN_OR_RETURN(
      FileSelection selection,
      FileSelection::create(request.repository_regex, request.path_regex, reader->entry_count()));
  HitFiles files;
  for (uint32_t i = 0; i < reader->segment_count(); ++i) {
    TRAWL_RETURN_IF_ERROR(collect({i}, digest, &selection, reader, &files));
  }
  std::sort(files.files.begin(), files.files.end());

  DocumentReader documents(reader);
  for (const CandidateFile& candidate : files.files) {
    HitDocument& document = files.documents[candidate.document];
    FileResult result;
    for (Hit& hit : document.hits) {
      if (!hit.has_text) {
        TRAWL_RETURN_IF_ERROR(
            documents.line({document.segment, document.number}, hit.line, &hit.text));
        hit.has_text = true;
      }
      if (!request.lines.selects(hit.text)) continue;
      result.lines.push_back({hit.line, 0, hit.text, true});
    }
    if (result.lines.empty()) continue;
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader->file(candidate.place));
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader->entry(candidate.place.entry));
    result.repository = entry->repository;
    result.revision = entry->revision;
    result.path = file->path;
    TRAWL_ASSIGN_OR_RETURN(const bool more, sink->file(result));
    if (!more) break;
  }
  return {};
}

}  // namespace trawl
