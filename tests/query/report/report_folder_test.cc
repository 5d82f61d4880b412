#include "query/report/report_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/base/command_words.h"
#include "indexer/base/file.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

using Names = std::vector<std::string>;

class ReportFolder : public testing::Test {
 protected:
  Result<StaleFiles> try_put(const std::vector<ReportFile>& files,
                             const std::string& form = "markdown",
                             ReportExtent extent = ReportExtent::kAll) const {
    return write_report_folder(folder_, form, files, extent);
  }
  StaleFiles put(const std::vector<ReportFile>& files, const std::string& form = "markdown",
                 ReportExtent extent = ReportExtent::kAll) const {
    Result<StaleFiles> stale = try_put(files, form, extent);
    EXPECT_TRUE(stale.is_ok()) << stale.status().message();
    return stale.is_ok() ? std::move(stale).value() : StaleFiles();
  }
  // All files except the listings.
  Names names() const {
    Names found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with(".trawl-report-")) found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  std::string text(const std::string& name) const {
    return read_file(folder_ + "/" + name).value();
  }
  void write(const std::string& name, const std::string& content) const {
    ASSERT_TRUE(replace_file(folder_ + "/" + name, content).is_ok());
  }

  TemporaryDirectory directory_;
  const std::string folder_ = directory_ / "a/reports";
};

TEST_F(ReportFolder, HoldsTheFilesOfTheLastRun) {
  put({{"a.md", "1"}, {"b c.md", "2"}});
  EXPECT_EQ(names(), (Names{"a.md", "b c.md"}));
  const StaleFiles stale = put({{"a.md", "3"}});
  EXPECT_EQ(stale.removed, Names{"b c.md"});
  EXPECT_EQ(stale.kept, Names{});
  EXPECT_EQ(names(), Names{"a.md"});
  EXPECT_EQ(text("a.md"), "3");
  EXPECT_EQ(put({}).removed, Names{"a.md"});
  EXPECT_EQ(names(), Names{});
}

TEST_F(ReportFolder, APartLeavesTheOthersAndKeepsThemKnown) {
  put({{"a.md", "1"}, {"b.md", "2"}, {"c.md", "3"}});
  for (const char* text : {"4", "5"}) {
    const StaleFiles stale = put({{"b.md", text}}, "markdown", ReportExtent::kPart);
    EXPECT_EQ(stale.removed, Names{});
    EXPECT_EQ(stale.kept, Names{});
  }
  EXPECT_EQ(names(), (Names{"a.md", "b.md", "c.md"}));
  EXPECT_EQ(text("b.md"), "5");
  put({{"d.md", "6"}}, "markdown", ReportExtent::kPart);
  put({}, "markdown", ReportExtent::kPart);
  EXPECT_EQ(names(), (Names{"a.md", "b.md", "c.md", "d.md"}));
  write("c.md", "3, and what I think of it");
  EXPECT_EQ(put({{"d.md", "7"}}, "markdown", ReportExtent::kPart).kept, Names{}) << "no matter";
  EXPECT_FALSE(try_put({{"c.md", "8"}}, "markdown", ReportExtent::kPart).is_ok());
  const StaleFiles stale = put({{"a.md", "1"}});
  EXPECT_EQ(stale.removed, (Names{"b.md", "d.md"}));
  EXPECT_EQ(stale.kept, Names{"c.md"});
}

TEST_F(ReportFolder, RemovesNothingThatItDidNotWrite) {
  std::filesystem::create_directories(folder_);
  write("mine.md", "mine");
  put({{"a.md", "1"}, {"b.md", "2"}, {"c.md", "3"}});
  write("b.md", "2, and what I think of it");
  std::filesystem::remove(folder_ + "/c.md");
  for (int run = 0; run < 2; ++run) {  // the second run reports it again
    const StaleFiles stale = put({{"d.md", "4"}});
    EXPECT_EQ(stale.removed, run == 0 ? Names{"a.md"} : Names{});
    EXPECT_EQ(stale.kept, Names{"b.md"});
    EXPECT_EQ(names(), (Names{"b.md", "d.md", "mine.md"}));
  }
}

// The folder has a user's own page, and a report that the user edited.
TEST_F(ReportFolder, ReplacesNothingThatItDidNotWrite) {
  put({{"a.md", "1"}, {"b.md", "2"}});
  write("a.md", "1, and what I think of it");
  write("index.html", "mine");
  const auto refused = [&](const std::vector<ReportFile>& files, const std::string& form) {
    const Result<StaleFiles> result = try_put(files, form);
    EXPECT_EQ(names(), (Names{"a.md", "b.md", "index.html"}));
    EXPECT_EQ(text("a.md"), "1, and what I think of it");
    EXPECT_EQ(text("b.md"), "2");
    EXPECT_EQ(text("index.html"), "mine");
    return result.is_ok() ? "written" : result.status().message(command_words);
  };
  EXPECT_EQ(refused({{"b.md", "3"}, {"a.md", "4"}}, "markdown"),
            folder_ +
                "/a.md was changed or not written by trawl report, so nothing was written; name "
                "another folder with --output, or move it away");
  EXPECT_NE(refused({{"index.html", "5"}, {"c.html", "6"}}, "html").find("/index.html was ch"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/.trawl-report-html"));
  std::filesystem::remove(folder_ + "/a.md");
  put({{"b.md", "3"}, {"a.md", "4"}});
  EXPECT_EQ(text("a.md"), "4");
}

TEST_F(ReportFolder, OfManyFilesInTheWaySomeAreNamed) {
  std::filesystem::create_directories(folder_);
  std::vector<ReportFile> files;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) {
    write(name, "mine");
    files.push_back({name, "1"});
  }
  const std::string message = try_put(files).status().message();
  EXPECT_NE(message.find(folder_ + "/d, " + folder_ + "/e and 2 more were changed or"),
            std::string::npos)
      << message;
}

// The folder was copied without its listing.
TEST_F(ReportFolder, AFileThatIsTheSameAlreadyIsNotInTheWay) {
  put({{"a.md", "1"}});
  std::filesystem::remove(folder_ + "/.trawl-report-markdown");
  put({{"a.md", "1"}});
  EXPECT_EQ(put({}).removed, Names{"a.md"});
}

TEST_F(ReportFolder, FormsDoNotKnowOfEachOther) {
  put({{"a.md", "1"}});
  put({{"a.html", "2"}, {"b.html", "3"}}, "html");
  EXPECT_EQ(put({{"a.html", "2"}}, "html").removed, Names{"b.html"});
  EXPECT_EQ(names(), (Names{"a.html", "a.md"}));
}

TEST_F(ReportFolder, AListingThatIsNotOursRemovesNothing) {
  put({{"a.md", "1"}});
  const std::string listing = text(".trawl-report-markdown");
  const std::string digest = listing.substr(listing.find('\n') + 1, 24);
  ASSERT_TRUE(replace_file(directory_ / "a/outside.md", "1").is_ok());
  write(".hidden", "1");
  write(".trawl-report-markdown",
        "nonsense\n" + digest + "\t../outside.md\n" + digest + "\t.hidden\n" + digest + "\t\n");
  EXPECT_EQ(put({}).removed, Names{});
  EXPECT_EQ(names(), (Names{".hidden", "a.md"}));
  EXPECT_TRUE(std::filesystem::exists(directory_ / "a/outside.md"));
}

TEST_F(ReportFolder, AFileThatCannotBeWrittenLeavesTheFolderAsItWas) {
  put({{"a.md", "1"}, {"b.md", "2"}});
  const Result<StaleFiles> result = try_put({{"a.md", "3"}, {std::string(300, 'x'), "4"}});
  ASSERT_FALSE(result.is_ok());
  EXPECT_NE(result.status().message().find("File name too long"), std::string::npos);
  EXPECT_EQ(text("a.md"), "1");
  EXPECT_EQ(names(), (Names{"a.md", "b.md"}));
  EXPECT_EQ(put({{"a.md", "5"}}).removed, Names{"b.md"}) << "it is still known";
}

TEST_F(ReportFolder, WhatACrashLeftIsKnownToTheNextRun) {
  put({{"a.md", "1"}});
  // A run was killed after its files were in place and before the listing was written again.
  const std::string one = text(".trawl-report-markdown");
  put({{"b.md", "2"}});
  const std::string two = text(".trawl-report-markdown");
  write("a.md", "1");
  write(".trawl-report-markdown", one + two);
  std::filesystem::create_directories(folder_ + "/.trawl-report-markdown.new-files/x");
  EXPECT_EQ(put({{"c.md", "3"}}).removed, (Names{"a.md", "b.md"}));
  EXPECT_EQ(names(), Names{"c.md"});
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/.trawl-report-markdown.new-files"));
}

TEST_F(ReportFolder, TwoAtATimeDoNotMix) {
  put({{"a.md", "1"}});
  const FileDescriptor other(open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  ASSERT_EQ(flock(other.get(), LOCK_EX | LOCK_NB), 0);
  const Result<StaleFiles> result = try_put({{"b.md", "2"}});
  ASSERT_FALSE(result.is_ok());
  EXPECT_EQ(result.status().code(), StatusCode::kBusy);
  EXPECT_EQ(names(), Names{"a.md"});
}

TEST_F(ReportFolder, ErrorsNameTheFile) {
  std::filesystem::create_directories(folder_ + "/a.md/x");
  std::filesystem::create_symlink("nowhere", folder_ + "/b.md");
  for (const char* name : {"a.md", "b.md"}) {  // what is no plain file, even a link to none
    const Result<StaleFiles> taken = try_put({{name, "1"}});
    ASSERT_FALSE(taken.is_ok());
    EXPECT_NE(taken.status().message().find(folder_ + "/" + name), std::string::npos);
  }
  ASSERT_TRUE(replace_file(directory_ / "file", "x").is_ok());
  EXPECT_FALSE(
      write_report_folder(directory_ / "file", "markdown", {}, ReportExtent::kAll).is_ok());
}

}  // namespace
}  // namespace trawl
