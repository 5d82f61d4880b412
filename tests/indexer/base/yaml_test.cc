#include "indexer/base/yaml.h"

#include <gtest/gtest.h>

namespace trawl {
namespace {

YamlFile parsed(std::string_view text) {
  Result<YamlFile> file = YamlFile::parse(text, "f.yaml");
  EXPECT_TRUE(file.is_ok()) << file.status().message();
  return std::move(file).value();
}

std::string error_of(std::string_view text) {
  const Result<YamlFile> file = YamlFile::parse(text, "f.yaml");
  EXPECT_FALSE(file.is_ok());
  EXPECT_EQ(file.status().code(), StatusCode::kInvalidArgument);
  return file.is_ok() ? "" : file.status().message();
}

TEST(YamlFile, GivesValuesWithTheirLines) {
  const YamlFile file = parsed("---\na: 1\nb:\n  - x y\n  - {c: 'd: e'}\n# comment\nempty:\n");
  const YamlNode& root = file.root();
  ASSERT_EQ(root.kind, YamlNode::Kind::kMapping);
  ASSERT_EQ(root.fields.size(), 3u);
  EXPECT_EQ(root.find("a")->text, "1");
  EXPECT_EQ(root.find("a")->line, 2u);
  const YamlNode& list = *root.find("b");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].text, "x y");
  EXPECT_EQ(list.items[0].line, 4u);
  EXPECT_EQ(list.items[1].find("c")->text, "d: e");
  EXPECT_EQ(root.find("empty")->kind, YamlNode::Kind::kNull);
  EXPECT_EQ(root.find("nothing"), nullptr);
}

TEST(YamlFile, SaysWhereItIsWrong) {
  EXPECT_EQ(error_of("a: 1\nb: 2\na: 3\n"), "f.yaml:3: the field `a` is given twice: remove one");
  EXPECT_EQ(error_of("a: &x 1\nb: *x\n"),
            "f.yaml:1: an anchor is not supported: write out the text wherever it is used");
  EXPECT_EQ(error_of("- {[a]: 1}\n"), "f.yaml:1: a field's name must be plain text");
  EXPECT_EQ(
      error_of("a: 1\n---\nb: 2\n"),
      "f.yaml:2: the file has a second document after `---` or `...`: keep one document in a file");
  EXPECT_EQ(error_of("a: 1\n...\n\n\nb\n").substr(0, 37), "f.yaml:5: the file has a second docum");
  EXPECT_EQ(error_of("a: 1\n---\nb: [\n").substr(0, 37), "f.yaml:2: the file has a second docum");
  EXPECT_EQ(error_of(""), "f.yaml:1: the file is empty");
  EXPECT_EQ(error_of("a: [1\nb: 2\n").substr(0, 26), "f.yaml:2: not valid YAML: ");
  for (const char* text : {"a: 1\n\tb: 2\n", "a:\n \tb: 2\n", "a:\n\t- b\n"}) {
    EXPECT_EQ(error_of(text),
              "f.yaml:2: not valid YAML: a tab in the indentation; indent with spaces");
  }
  EXPECT_EQ(error_of("a: 1\nb: \xFF\n"), "f.yaml:2: the file is not UTF-8 text");
  EXPECT_EQ(error_of(std::string_view("a\0: 1\n", 6)), "f.yaml:1: the file is not UTF-8 text");
}

// The parser itself accepts an open quote if a line break precedes the end.
TEST(YamlFile, RefusesQuotesThatDoNotEnd) {
  for (const char* text :
       {"a: 1\nb: 'foo\n", "a: 1\nb: 'foo''\n", "a: 1\nb: \"foo\\\"\n", "a: 1\nb: 'x\n\ny: z\n",
        "a: 1\nb: !!str 'x\n", "- a\n- ['x, y]\n", "a: 1\n'b: c\n", "- a\n- 'b\n",
        "a: \xE2\x82\xAC\nb: 'x\n", "\xEF\xBB\xBF\xE2\x82\xAC: 1\nb: 'x\n"}) {
    EXPECT_EQ(error_of(text), "f.yaml:2: not valid YAML: a quote that is not closed") << text;
  }
  EXPECT_EQ(error_of("a: 1\nb: 'foo").substr(0, 26), "f.yaml:2: not valid YAML: ");
  for (const char* text : {"b: 'foo'",
                           "b: 'foo'\n",
                           "b: 'it''s'\n",
                           "b: ''''\n",
                           "b: ''\n",
                           "b: 'x' # it's\n",
                           "b: it's\n",
                           "b: |\n  'x\n",
                           "b: >\n  \"x\n",
                           "b: c\n# 'd\n",
                           "b: 'x\\'\n",
                           "b: \"x\\\\\"\n",
                           "b: \"'\"\n",
                           "b: '\"'\n",
                           "b: !!str 'x'\n",
                           "b: !!str\n  'x'\n",
                           "b: ['x', \"y\"]\n",
                           "'b': 'x\n\n  y'\n",
                           "'b':\n",
                           "\xEF\xBB\xBF\xE2\x82\xAC: '\xE2\x82\xAC'\n",
                           "b: 'x'\n...\n"}) {
    const Result<YamlFile> file = YamlFile::parse(text, "f.yaml");
    EXPECT_TRUE(file.is_ok()) << text << file.status().message();
  }
}

TEST(YamlFile, NestsWithoutBound) {
  const std::string deep(100'000, '[');
  EXPECT_EQ(error_of(deep).substr(0, 7), "f.yaml:");
}

TEST(YamlFile, ReadsFieldsAndNamesThoseThatAreWrong) {
  const YamlFile file = parsed(
      "text: t\nnull-text:\ncontrol: \"a\\nb\"\nlist: [a, b]\nmixed: [a, [b]]\n"
      "number: 2.5\nbad: 2x\n");
  const YamlNode& root = file.root();
  EXPECT_EQ(file.required_text(root, "it", "text").value(), "t");
  EXPECT_EQ(file.required_text(root, "it", "gone").status().message(),
            "f.yaml:1: it needs a field `gone`");
  EXPECT_EQ(file.required_text(root, "it", "null-text").status().message(),
            "f.yaml:2: `null-text` must be text");
  EXPECT_EQ(file.required_text(root, "it", "control").status().message(),
            "f.yaml:3: `control` contains a line break or another control character: remove it");
  EXPECT_EQ(file.optional_text(root, "gone", "else").value(), "else");
  const std::vector<YamlText> list = file.texts(root, "list").value();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1].text, "b");
  EXPECT_EQ(list[1].line, 4u);
  ASSERT_EQ(file.texts(root, "text").value().size(), 1u);
  EXPECT_EQ(file.texts(root, "text").value()[0].text, "t");
  EXPECT_TRUE(file.texts(root, "gone").value().empty());
  EXPECT_EQ(file.texts(root, "mixed").status().message(),
            "f.yaml:5: an item of `mixed` must be text");
  EXPECT_EQ(file.optional_number(root, "number", 1).value(), 2.5);
  EXPECT_EQ(file.optional_number(root, "gone", 1).value(), 1);
  EXPECT_EQ(file.optional_number(root, "bad", 1).status().message(),
            "f.yaml:7: `bad` must be a number, 0 or more");
  const YamlFile empty = parsed("text: ''\n");
  EXPECT_EQ(empty.required_text(empty.root(), "it", "text").status().message(),
            "f.yaml:1: `text` is empty");
  for (const char* text : {"n: inf", "n: nan", "n: -1", "n: 1e3"}) {
    const YamlFile number = YamlFile::parse(text, "f.yaml").value();
    EXPECT_FALSE(number.optional_number(number.root(), "n", 0).is_ok()) << text;
  }
  EXPECT_EQ(file.check_fields(root, "it", {"text", "list"}).message(),
            "f.yaml:2: it has no field `null-text`; it may have: text, list");
  EXPECT_EQ(file.check_fields(*root.find("text"), "it", {}).message(),
            "f.yaml:1: it must be fields, each `name: value`");
  EXPECT_EQ(file.sequence(root, "it").status().message(), "f.yaml:1: it must be a list");
}

}  // namespace
}  // namespace trawl
