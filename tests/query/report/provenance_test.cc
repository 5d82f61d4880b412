#include "query/report/provenance.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

// Names as Markdown shows them.
std::string shown(const std::vector<TextPart>& parts) {
  std::string text;
  for (const TextPart& part : parts) text += part.is_code ? "`" + part.text + "`" : part.text;
  return text;
}

std::string shown(const BuildOrigin& origin) {
  Provenance provenance = sample_provenance();
  provenance.build.origin = origin;
  const std::string text = shown(provenance_text(provenance));
  const std::string before = "UTC";
  return text.substr(text.find(before) + before.size());
}

TEST(Provenance, SaysWhichSnapshotBuiltWhenFromWhat) {
  EXPECT_EQ(shown(provenance_text(sample_provenance())),
            "Snapshot `default` of the index `/index`, "
            "built on 2024-10-09 at 00:00 UTC from `/src`.");
}

TEST(Provenance, NamesRootsAndTheCorpusFile) {
  EXPECT_EQ(shown(BuildOrigin{{"/a", "/b"}, ""}), " from `/a` and `/b`.");
  EXPECT_EQ(shown(BuildOrigin{{}, "/c.tsv"}), " from the corpus file `/c.tsv`.");
  EXPECT_EQ(shown(BuildOrigin{{"/a"}, "/c.tsv"}), " from `/a` and the corpus file `/c.tsv`.");
  EXPECT_EQ(shown(BuildOrigin{{"/a", "/b", "/c", "/d"}, ""}), " from `/a`, `/b`, `/c` and `/d`.");
  EXPECT_EQ(shown(BuildOrigin{{"/a", "/b", "/c", "/d", "/e"}, ""}),
            " from `/a`, `/b`, `/c` and 2 more roots.");
}

TEST(Provenance, SaysWhatTheIndexDoesNotKnow) {
  EXPECT_EQ(shown(provenance_text({"/i", "s", {}, {}})),
            "Snapshot `s` of the index `/i`, built at an unknown time; "
            "what it was built from is not recorded.");
}

TEST(Provenance, NamesRepositoriesInAnEarlierState) {
  Provenance provenance = sample_provenance();
  provenance.stale = {"a", "b"};
  EXPECT_EQ(shown(provenance_text(provenance)),
            "Snapshot `default` of the index `/index`, built on 2024-10-09 at 00:00 UTC from "
            "`/src`. That build could not read `a` and `b` and kept what an earlier build had "
            "read.");
}

TEST(Provenance, TimesAreInUtc) {
  EXPECT_EQ(utc_text(0), "1970-01-01 at 00:00 UTC");
  EXPECT_EQ(utc_text(951'868'799), "2000-02-29 at 23:59 UTC");
  EXPECT_EQ(utc_text(253'402'300'799), "9999-12-31 at 23:59 UTC");
  EXPECT_EQ(utc_text(253'402'300'800), "an unknown time");
  EXPECT_EQ(utc_text(UINT64_MAX), "an unknown time");
}

TEST(LinkNotice, SaysWhereLinesMayHaveMoved) {
  const auto project = [](const std::string& repository, const std::string& revision) {
    ProjectAnalysis analysis;
    analysis.repository = repository;
    analysis.revision = revision;
    return analysis;
  };
  const auto notice = [](std::vector<ProjectAnalysis> projects, const char* links) {
    return shown(link_notice({"t", std::move(projects)}, LinkTemplate::parse(links).value()));
  };
  const std::string none = "Links name no revision, so lines may have moved since.";
  const ProjectAnalysis known = project("o/k", "26.0.0");
  EXPECT_EQ(notice({}, "gitea"), "");
  EXPECT_EQ(notice({known, known}, "gitea"), "Links name the revision that was indexed.");
  EXPECT_EQ(notice({known}, "http://h/{revision}/{path}"),
            "Links name the revision that was indexed.");
  EXPECT_EQ(notice({known}, "http://h/main/{path}"), none);
  EXPECT_EQ(notice({project("o/a", ""), project("o/b", "")}, "gitea"), none);
  EXPECT_EQ(notice({project("o/a", ""), known, project("o/b", "")}, "gitea"),
            "Links to `a` and `b` name no revision, so lines may have moved there since.");
  EXPECT_EQ(notice({project("o/a", ""), project("o/b", ""), project("o/c", ""), project("o/d", ""),
                    project("o/e", ""), known},
                   "gitea"),
            "Links to `a`, `b`, `c` and 2 more projects name no revision, "
            "so lines may have moved there since.");
}

}  // namespace
}  // namespace trawl
