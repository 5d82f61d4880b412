#include "query/report/report_study.h"

#include <gtest/gtest.h>

#include <string>

#include "indexer/base/command_words.h"
#include "indexer/base/file.h"

namespace trawl {
namespace {

std::string study_error(const std::string& text) {
  const Result<StoredStudy> stored = parse_stored_study(text, "eventlet");
  EXPECT_FALSE(stored.is_ok());
  EXPECT_EQ(*stored.status().subject(SubjectKind::kCatalogue), "eventlet");
  EXPECT_EQ(stored.status().place(), std::nullopt);
  return stored.status().message(command_words);
}

TEST(StoredStudy, IsWhatTheCataloguesFileSays) {
  const std::string text = read_file(TRAWL_SOURCE_DIR "/data/catalogues/eventlet.yaml").value();
  const Result<StoredStudy> stored = parse_stored_study(text, "eventlet");
  ASSERT_TRUE(stored.is_ok()) << stored.status().message();
  EXPECT_EQ(stored->catalogue.name, "eventlet");
  EXPECT_EQ(stored->study.words.subject, "Eventlet");
}

// The index has another version of the catalogue, so the user has no such file.
TEST(StoredStudy, ErrorsAreOfTheIndexsCopy) {
  EXPECT_EQ(
      study_error("catalogue: eventlet\nmessage: m\nnew-field: 1\nrules: []\n"),
      "the index's copy of catalogue eventlet (line 3) is not what this version of Trawl reads: "
      "a catalogue has no field `new-field`; it may have: catalogue, message, rules, study; "
      "give its file to trawl-index rules update");
}

// Indexes that an earlier version wrote have studies whose patterns have one sentence each.
TEST(StoredStudy, OfAnEarlierVersionIsReplaced) {
  std::string text = read_file(TRAWL_SOURCE_DIR "/data/catalogues/utcnow.yaml").value();
  const std::string points = "points: {";
  text.insert(text.find(points, text.find("\nstudy:")), "recommendation: R.\n      ");
  const std::string message = study_error(text);
  EXPECT_NE(message.find("is not what this version of Trawl reads: `recommendation` is now "
                         "`recommendations`, a list of sentences"),
            std::string::npos)
      << message;
  EXPECT_TRUE(message.ends_with("; give its file to trawl-index rules update")) << message;
}

TEST(StoredStudy, OfACatalogueWithoutOneIsTold) {
  EXPECT_EQ(
      study_error(
          "catalogue: eventlet\nmessage: m\nrules:\n"
          "  - {id: r, message: m, severity: INFO, languages: [generic], pattern-regex: x}\n"),
      "catalogue eventlet has no study to report by: "
      "add one to its file and give that to trawl-index rules update");
}

}  // namespace
}  // namespace trawl
