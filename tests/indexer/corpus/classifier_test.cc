#include "indexer/corpus/classifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trawl {
namespace {

using namespace std::string_view_literals;

TEST(TextOrReason, TextIsWhatHasNoNulInItsBeginning) {
  static_assert(kBinarySniff == 8192);  // indexer/INDEXING.md says so
  const std::string late_nul = std::string(kBinarySniff, 'a') + '\0';
  std::string last_nul(kBinarySniff, 'a');
  last_nul.back() = '\0';
  struct Case {
    const char* what;
    std::string_view content;
    SkipReason reason;
  };
  const Case cases[] = {
      {"empty", ""sv, SkipReason::kNone},
      {"ascii", "text\n"sv, SkipReason::kNone},
      {"no newline at the end", "text"sv, SkipReason::kNone},
      {"crlf", "a\r\nb\r\n"sv, SkipReason::kNone},
      {"latin-1", "caf\xE9\n"sv, SkipReason::kNone},
      {"utf-8", "caf\xC3\xA9\n"sv, SkipReason::kNone},
      {"utf-8 with errors", "caf\xC3\n\xFF"sv, SkipReason::kNone},
      {"utf-8 with a mark", "\xEF\xBB\xBFtext\n"sv, SkipReason::kNone},
      {"nul first", "\0text"sv, SkipReason::kBinary},
      {"nul at the last byte looked at", last_nul, SkipReason::kBinary},
      {"nul after what is looked at", late_nul, SkipReason::kNone},
      {"utf-16le", "\xFF\xFEt\0e\0"sv, SkipReason::kUtf16},
      {"utf-16be", "\xFE\xFF\0t\0e"sv, SkipReason::kUtf16},
      {"utf-32le", "\xFF\xFE\0\0t\0\0\0"sv, SkipReason::kUtf16},
      {"utf-32be", "\0\0\xFE\xFF\0\0\0t"sv, SkipReason::kUtf16},
      {"utf-16 without text", "\xFF\xFE"sv, SkipReason::kUtf16},
      {"half a mark", "\xFF"sv, SkipReason::kNone},
  };
  for (const Case& c : cases) EXPECT_EQ(text_or_reason(c.content), c.reason) << c.what;
}

TEST(LanguageOf, NameThenExtensionThenFirstLine) {
  struct Case {
    std::string_view path;
    std::string_view content;
    std::string_view language;
  };
  const Case cases[] = {
      {"heat/engine/api.py", "", "Python"},
      {"heat/engine/API.PY", "", "Python"},
      {".zuul.yaml", "", "YAML"},
      {"a/b.c/Makefile", "", "Makefile"},
      {"Makefile.build", "", "Makefile"},
      {"lib/Kconfig.debug", "", "Kconfig"},
      {"CMakeLists.txt", "", "CMake"},
      {"notes.txt", "", "Text"},
      {"README", "", "Text"},
      {"README.rst", "", "reStructuredText"},
      {"config.h.in", "", "C"},
      {"arch/x86/entry.S", "", "Assembly"},
      {"locale/de/heat.po", "", "Gettext Catalog"},
      {"Dockerfile.ubuntu", "", "Dockerfile"},
      {"gcc/config/i386/i386.md", ";; GCC machine description\n", "GCC Machine Description"},
      {"gcc/README.md", "# GCC\n", "Markdown"},
      {"bin/tool", "#!/usr/bin/python3.11\n", "Python"},
      {"bin/tool", "#! /bin/sh -e\n", "Shell"},
      {"bin/tool", "#!/usr/bin/env python\r\n", "Python"},
      {"bin/tool", "#!/usr/bin/env -S LC_ALL=C node --flag\n", "JavaScript"},
      {"bin/tool", "\xEF\xBB\xBF#!/usr/bin/perl", "Perl"},
      {"bin/tool.py", "#!/bin/sh\n", "Python"},
      {"bin/tool", "#!/usr/bin/env\n", ""},
      {"bin/tool", "#!\n", ""},
      {"bin/tool", "# python\n", ""},
      {"bin/tool", "", ""},
      {"py", "", ""},
      {"a.py/unknown", "", ""},
      {"trailing.", "", ""},
      {"a.py\nb", "", ""},
      {"\xFF\xFE.py", "", "Python"},
  };
  for (const Case& c : cases) EXPECT_EQ(language_of(c.path, c.content), c.language) << c.path;
}

TEST(ClassOf, FirstRuleThatHoldsDecides) {
  struct Case {
    std::string_view path;
    FileClass file_class;
  };
  const Case cases[] = {
      {"heat/engine/api.py", FileClass::kCode},
      {"Makefile", FileClass::kCode},
      {"drivers/net/Kconfig", FileClass::kCode},
      {"heat/testing.py", FileClass::kCode},
      {"contest/requests/latest.py", FileClass::kCode},
      {"etc/heat/api-paste.ini", FileClass::kCode},
      {"src/specs/loader.py", FileClass::kCode},
      {"heat/vendor/six.py", FileClass::kVendored},
      {"tests/node_modules/a/test_a.js", FileClass::kVendored},
      {"doc/Third_Party/a.rst", FileClass::kVendored},
      {"vendor", FileClass::kCode},
      {"static/jquery.min.js", FileClass::kGenerated},
      {"tests/api_pb2.py", FileClass::kGenerated},
      {"package-lock.json", FileClass::kGenerated},
      {"heat/tests/test_api.py", FileClass::kTest},
      {"heat/tests/data.json", FileClass::kTest},
      {"tests/setup.py", FileClass::kTest},
      {"tests/docs/index.rst", FileClass::kTest},
      {"heat_integrationtests/common/config.py", FileClass::kTest},
      {"hot/Windows/Tests/MSSQL.ps1", FileClass::kTest},
      {"heat/test_api.py", FileClass::kCode},  // without a word of tests
      {"pkg/api_test.go", FileClass::kTest},
      {"src/ApiTest.java", FileClass::kTest},
      {"src/Latest.java", FileClass::kCode},
      {"conftest.py", FileClass::kTest},
      {"setup.py", FileClass::kPackaging},
      {"setup.cfg", FileClass::kPackaging},
      {"pyproject.toml", FileClass::kPackaging},
      {"requirements.txt", FileClass::kPackaging},
      {"requirements-dev.txt", FileClass::kPackaging},
      {"test-requirements.txt", FileClass::kPackaging},
      {"lower-constraints.txt", FileClass::kPackaging},
      {"doc/requirements.txt", FileClass::kPackaging},
      {"debian/rules", FileClass::kPackaging},
      {"debian/tests/control", FileClass::kPackaging},
      {".zuul.yaml", FileClass::kPackaging},
      {".github/workflows/README.md", FileClass::kPackaging},
      {"Dockerfile", FileClass::kPackaging},
      {"rpm/heat.spec", FileClass::kPackaging},
      {"doc/source/conf.py", FileClass::kDocumentation},
      {"doc/source/tests/index.rst", FileClass::kDocumentation},
      {"specs/liberty/heat-python34-support.rst", FileClass::kDocumentation},
      {"specs/liberty/flow.diag", FileClass::kDocumentation},
      {"releasenotes/notes/fix-1.yaml", FileClass::kDocumentation},
      {"Documentation/mm/balance", FileClass::kDocumentation},
      {"README.rst", FileClass::kDocumentation},
      {"README", FileClass::kDocumentation},
      {"LICENSE", FileClass::kDocumentation},
      {"heat/locale/de/heat.po", FileClass::kDocumentation},
  };
  for (const Case& c : cases) {
    EXPECT_STREQ(file_class_name(class_of(c.path, "")), file_class_name(c.file_class)) << c.path;
  }
}

TEST(ClassOf, MarksOfGenerationCountInCodeAndInItsFirstKilobyte) {
  const std::string_view mark = "// Code generated by protoc-gen-go. DO NOT EDIT.\n";
  for (const char* content : {"def test_it():", "class A(TestCase):", "import pytest"}) {
    EXPECT_EQ(class_of("heat/test_api.py", content), FileClass::kTest) << content;
  }
  EXPECT_EQ(class_of("heat/test_resource.py", "class TestResource(resource.Resource):"),
            FileClass::kCode);
  EXPECT_EQ(class_of("heat/test_data.txt", ""), FileClass::kTest);
  EXPECT_EQ(class_of("heat/conftest.py", ""), FileClass::kTest);
  EXPECT_EQ(class_of("pkg/api.go", mark), FileClass::kGenerated);
  EXPECT_EQ(class_of("pkg/api.js", "/* @generated */"), FileClass::kGenerated);
  EXPECT_EQ(class_of("tests/api.go", mark), FileClass::kTest);
  EXPECT_EQ(class_of("requirements.txt", mark), FileClass::kPackaging);
  EXPECT_EQ(class_of("pkg/api.go", std::string(1024, '\n') + std::string(mark)), FileClass::kCode);
}

TEST(FactsOf, ATextGivesWhatLanguageAndClassTakeFromIt) {
  EXPECT_EQ(facts_of(""), ContentFacts());
  EXPECT_EQ(facts_of("; a comment\n").begins_with_semicolon, true);
  EXPECT_EQ(facts_of("\n; a comment\n").begins_with_semicolon, false);
  EXPECT_EQ(facts_of("# DO NOT EDIT\n").has_generated_mark, true);
  EXPECT_EQ(facts_of(std::string(1014, '\n') + "DO NOT EDIT").has_generated_mark, false);
  EXPECT_EQ(facts_of("#!/usr/bin/env python3.11 -u\n").interpreter, "python3.11");
  EXPECT_EQ(facts_of("#!/opt/unheard-of\n").interpreter, "unheard-of");
  const std::string longest(kLongestInterpreter, 'x');
  EXPECT_EQ(facts_of("#!/bin/" + longest + "\n").interpreter, longest);
  EXPECT_EQ(facts_of("#!/bin/" + longest + "x\n").interpreter, "");
}

// One pass over a content for all words agrees with a search for each.
TEST(FactsOf, WordsOfTestsAreFoundWhereverTheyAre) {
  const std::vector<std::string> words = {"def test", "TestCase", "unittest", "testtools",
                                          "pytest",   "stestr",   "doctest"};
  const std::vector<std::string> others = {"testcase", "request", "Test", "est", "tes", "def tes",
                                           "latest",   "t",       " ",    "e",   "s"};
  for (const std::string& word : words) {
    EXPECT_TRUE(facts_of(word).speaks_of_tests) << word;
    EXPECT_FALSE(facts_of(word.substr(1)).speaks_of_tests) << word;
    EXPECT_FALSE(facts_of(word.substr(0, word.size() - 1)).speaks_of_tests) << word;
  }
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (size_t k = random() % 8; k > 0; --k) text += others[random() % others.size()];
    if (random() % 4 == 0) text += words[random() % words.size()];
    for (size_t k = random() % 4; k > 0; --k) text += others[random() % others.size()];
    const bool expected = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return text.find(word) != std::string::npos;
    });
    ASSERT_EQ(facts_of(text).speaks_of_tests, expected) << text;
  }
}

TEST(TraitsOf, InterpretersAreThoseOfTheTable) {
  for (const auto& [known, other] : {std::pair{"python", "python3.11"}, {"sh", "sh"}}) {
    ContentFacts facts;
    facts.interpreter = known;
    const ContentTraits traits = traits_of(facts);
    EXPECT_NE(traits.interpreter, 0);
    facts.interpreter = other;
    EXPECT_EQ(traits_of(facts), traits);
    facts.interpreter = std::string("unheard-of-") + known;
    EXPECT_EQ(traits_of(facts).interpreter, 0);
  }
}

TEST(ClassOf, MachineDescriptionsAreNoDocumentation) {
  EXPECT_EQ(class_of("gcc/config/i386/sse.md", ";; SSE\n"), FileClass::kCode);
  EXPECT_EQ(class_of("gcc/config/i386/notes.md", "# Notes\n"), FileClass::kDocumentation);
}

}  // namespace
}  // namespace trawl
