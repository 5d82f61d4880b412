#include "query/report/teams/code_owners.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace trawl {
namespace {

using Names = std::vector<std::string>;

CodeOwners owners_of(const std::string& text) {
  Result<CodeOwners> owners = CodeOwners::parse(text, "CODEOWNERS");
  EXPECT_TRUE(owners.is_ok()) << owners.status().message();
  return owners.is_ok() ? std::move(owners).value() : CodeOwners();
}

std::string code_error(const std::string& text) {
  const Result<CodeOwners> owners = CodeOwners::parse(text, "CODEOWNERS");
  EXPECT_FALSE(owners.is_ok()) << text;
  return owners.status().message();
}

TEST(CodeOwners, TheFirstOwnerOfTheLastLineThatMatchesDecides) {
  const CodeOwners owners = owners_of(
      "# owners\n"
      "*  @openstack/all   # everything else\n"
      "/openstack/heat*  @openstack/heat-core @openstack/all\n"
      "  /x/  docs@example.org\n"
      "/openstack/heat-cfntools\n"
      "python-*\t@somebody\n"
      "/openstack/a\\ b @o/blank\n");
  EXPECT_EQ(owners.owner_of("openstack/nova"), "openstack/all");
  EXPECT_EQ(owners.owner_of("openstack/heat"), "openstack/heat-core");
  EXPECT_EQ(owners.owner_of("openstack/heat-specs"), "openstack/heat-core");
  EXPECT_EQ(owners.owner_of("openstack/heat-cfntools"), "");
  EXPECT_EQ(owners.owner_of("x/anything"), "docs@example.org");
  EXPECT_EQ(owners.owner_of("openstack/python-heatclient"), "somebody");
  EXPECT_EQ(owners.owner_of("openstack/a b"), "o/blank");
  EXPECT_EQ(owners.owners(), (Names{"openstack/all", "openstack/heat-core", "docs@example.org",
                                    "somebody", "o/blank"}));
}

TEST(CodeOwners, AllThatADirectoryHoldsIsTheDirectory) {
  for (const char* pattern :
       {"/openstack/nova", "/openstack/nova/", "openstack/nova", "/openstack/nova/*",
        "/openstack/nova/**", "/openstack/nova/**/*", "openstack/nova/**", "**/nova/**", "nova",
        "nova/", "/openstack/*", "/openstack/", "/*/nova/*", "*", "**", "/**"}) {
    EXPECT_EQ(owners_of(std::string(pattern) + " @a").owner_of("openstack/nova"), "a") << pattern;
  }
  for (const char* pattern : {"/nova/*", "nova/**", "nova/*", "/openstack/nova/doc/**",
                              "/openstack/nova/doc", "/openstack/nov/*", "/openstack/nova/\\*"}) {
    EXPECT_EQ(owners_of(std::string(pattern) + " @a").owner_of("openstack/nova"), "") << pattern;
  }
}

TEST(CodeOwners, PatternsOfFilesAreOfNoRepository) {
  const CodeOwners owners = owners_of("* @all\n*.js @js\n/vercel/*.js @js\n/doc/*.md\n*.d/ @d\n");
  EXPECT_EQ(owners.owner_of("vercel/next.js"), "all");
  EXPECT_EQ(owners.owner_of("vercel/conf.d"), "d");
  EXPECT_EQ(owners.file_patterns(), (Names{"*.js", "/vercel/*.js", "/doc/*.md"}));
  EXPECT_EQ(owners.owners(), (Names{"all", "d"}));
}

TEST(CodeOwners, SectionsOwnTheLinesThatNameNobody) {
  const CodeOwners owners = owners_of(
      "/a\n"
      "[Backend] @backend @other\n"
      "/b\n"
      "/c  @c\n"
      "^[Ruby on Rails]\t@rails # optional\n"
      "/d  # nobody else\n"
      "[S][2] @s\n"
      "/e\n"
      "[Nobody]\n"
      "/f\n"
      "^[T][12]\n"
      "/g @g\n");
  const std::pair<const char*, const char*> expected[] = {
      {"a", ""}, {"b", "backend"}, {"c", "c"}, {"d", "rails"}, {"e", "s"}, {"f", ""}, {"g", "g"}};
  for (const auto& [repository, owner] : expected) {
    EXPECT_EQ(owners.owner_of(repository), owner) << repository;
  }
}

TEST(CodeOwners, MistakesAreToldWithTheirLine) {
  EXPECT_EQ(code_error("* @a\n!/x @b\n"),
            "CODEOWNERS:2: '!' is not supported: the last match decides");
  const std::pair<const char*, const char*> no_owners[] = {
      {"/x @o/\n", "@o/"},  {"/x @\n", "@"},        {"*.py @\n", "@"},
      {"[S] @o/\n", "@o/"}, {"/x foo @a\n", "foo"}, {"/x foo@\n", "foo@"},
      {"[S] foo\n", "foo"}, {"/a b @o\n", "b"},     {"/x @a\x1b\n", "@a\\x1b"}};
  for (const auto& [line, word] : no_owners) {
    EXPECT_EQ(code_error(line), "CODEOWNERS:1: '" + std::string(word) +
                                    "' is no owner: @organisation/team, @user or an address");
  }
  EXPECT_EQ(code_error("\n/x[a @o\n").substr(0, 13), "CODEOWNERS:2:");
  for (const char* line : {"[S @o\n", "[] @o\n", "[S]@o\n", "[S][x] @o\n", "[S][] @o\n", "^[S\n"}) {
    EXPECT_EQ(code_error(line),
              "CODEOWNERS:1: a section is [Name], ^[Name] or [Name][2], and then its owners");
  }
}

}  // namespace
}  // namespace trawl
