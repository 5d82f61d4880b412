// data/catalogues/catalogue.schema.json and README.md agree with the parser.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "indexer/base/file.h"
#include "indexer/study/rule_file.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

const std::string kDirectory = TRAWL_SOURCE_DIR "/data/catalogues/";

nlohmann::json schema() {
  return nlohmann::json::parse(read_file(kDirectory + "catalogue.schema.json").value());
}

std::string readme() {
  return read_file(kDirectory + "README.md").value();
}

// The catalogue that README.md shows.
std::string sample() {
  const std::string page = readme();
  const std::string begin = "```yaml\n";
  const size_t at = page.find(begin) + begin.size();
  return page.substr(at, page.find("```", at) - at);
}

Status read(const std::string& text) {
  const TemporaryDirectory directory;
  std::ofstream(directory / "c.yaml") << text;
  return read_rule_file(directory / "c.yaml").status();
}

std::set<std::string> properties_of(const nlohmann::json& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object.at("properties").items()) names.insert(name);
  return names;
}

// The fields that a mapping may have, taken from the parser's message about an unknown field.
std::set<std::string> fields_of(const std::string& before, const std::string& with_unknown) {
  std::string text = sample();
  const size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  text.replace(at, before.size(), with_unknown);
  const std::string message = read(text).message();
  const std::string mark = "has no field `zzz`; it may have: ";
  const size_t list = message.find(mark);
  EXPECT_NE(list, std::string::npos) << message;
  std::set<std::string> names;
  if (list == std::string::npos) return names;
  std::string rest = message.substr(list + mark.size()) + ", ";
  for (size_t comma; (comma = rest.find(", ")) != std::string::npos; rest.erase(0, comma + 2)) {
    names.insert(rest.substr(0, comma));
  }
  return names;
}

struct Place {
  const char* definition;    // of the schema; empty for the file itself
  const char* before;        // text in the sample
  const char* with_unknown;  // the same text with an unknown field
};

constexpr Place kPlaces[] = {
    {"", "catalogue: retries", "zzz: 1\ncatalogue: retries"},
    {"rule", "    severity: INFO", "    zzz: 1\n    severity: INFO"},
    {"alternative", "{pattern-regex: '\\bretry", "{zzz: 1, pattern-regex: '\\bretry"},
    {"part", "- pattern-not-regex: tenacity", "- zzz: tenacity"},
    {"paths", "{exclude:", "{zzz: 1, exclude:"},
    {"examples", "      match:", "      zzz: 1\n      match:"},
    {"study", "  subject:", "  zzz: 1\n  subject:"},
    {"aside", "{title: tools,", "{zzz: 1, title: tools,"},
    {"kind", "{kind: tool,", "{zzz: 1, kind: tool,"},
    {"level", "{from: 1,", "{zzz: 1, from: 1,"},
    {"deactivable", "    bound:", "    zzz: 1\n    bound:"},
    {"reasons", "      unused:", "      zzz: 1\n      unused:"},
    {"reason", "        text: \"No code", "        zzz: 1\n        text: \"No code"},
    {"study-texts", "{no-challenges:", "{zzz: 1, no-challenges:"},
    {"pattern", "      title:", "      zzz: 1\n      title:"},
    {"sentence", "          rules: [stop, wait]",
     "          zzz: 1\n          rules: [stop, wait]"},
    {"points", "{project:", "{zzz: 1, project:"},
};

TEST(CatalogueSchema, HasTheFieldsThatTheParserTakes) {
  const nlohmann::json whole = schema();
  size_t objects = 1;
  for (const auto& [name, definition] : whole.at("definitions").items()) {
    objects += definition.contains("properties") ? 1 : 0;
  }
  EXPECT_EQ(objects, std::size(kPlaces)) << "an object of the schema is not compared";
  for (const Place& place : kPlaces) {
    const std::string name = place.definition;
    const nlohmann::json& object = name.empty() ? whole : whole.at("definitions").at(name);
    EXPECT_EQ(properties_of(object), fields_of(place.before, place.with_unknown)) << name;
  }
}

TEST(CatalogueSchema, EveryFieldIsExplained) {
  const std::string page = readme();
  const std::string text = page.substr(page.find("## Fields of a catalogue"));
  const nlohmann::json whole = schema();
  for (const Place& place : kPlaces) {
    const std::string name = place.definition;
    const nlohmann::json& object = name.empty() ? whole : whole.at("definitions").at(name);
    for (const std::string& field : properties_of(object)) {
      EXPECT_NE(text.find("`" + field + "`"), std::string::npos) << field;
    }
  }
}

TEST(CatalogueSchema, TheSampleIsACatalogue) {
  EXPECT_EQ(read(sample()).message(), "");
}

}  // namespace
}  // namespace trawl
