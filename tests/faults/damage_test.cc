// Damaged index files: cut off at any length, or with any byte changed. A reader answers with an
// error or as before the damage, and never crashes. Each attempt runs in a child process. This
// process opens no store, so that no thread is missing after a fork.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "indexer/base/file.h"
#include "indexer/upkeep/check.h"
#include "tests/indexer/built_index.h"

namespace trawl {
namespace {

// The outcome in a child.
constexpr int kSameAnswer = 0;
constexpr int kError = 1;
constexpr int kOtherAnswer = 2;  // must never happen
constexpr int kCrash = 3;        // must never happen either

int in_child(const std::function<int()>& run) {
  const pid_t child = fork();
  if (child == 0) _exit(run());
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : kCrash;
}

class DamagedIndex : public testing::Test {
 protected:
  DamagedIndex() {
    index_.add("repo/a.py", "import neutron\ndef f(): pass\n");
    index_.add("repo/b.py", "import other\n");
    index_.add("repo/giant", std::string(40000, 'g'));
    // Enough files for a tree that the second build stores as a delta.
    for (int i = 0; i < 70; ++i) index_.add("many/f" + std::to_string(i), "same\n");
    BuildOptions options = index_.options();
    options.rules = parse_rules("n\tneutron\n", "rules").value();
    const std::string dump = index_.directory("dump");
    EXPECT_EQ(in_child([&] {
                if (!build_index(options).is_ok()) return 1;
                index_.add("many/f7", "");
                options.snapshot = "another";  // two generations, so that an older one is there
                if (!build_index(options).is_ok()) return 1;
                return replace_file(dump, read_all()).is_ok() ? 0 : 1;
              }),
              0);
    expected_ = read_file(dump).value();
    EXPECT_NE(expected_, "");
  }

  // Everything that the index answers from, as text; empty on an error.
  std::string read_all() const {
    const Result<PublishedIndex> published = open_published(index_.directory());
    if (!published.is_ok()) return "";
    const Result<IndexDump> dump = dump_live(*published);
    if (!dump.is_ok()) return "";
    std::string text = std::to_string(published->manifest.generation) + "\n";
    for (const auto& [key, digest] : *dump) text += key + " " + digest + "\n";
    return text;
  }

  std::vector<std::string> files(const std::string& prefix, const std::string& suffix) const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(index_.directory() + "/db")) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(prefix) && name.ends_with(suffix))
        found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  void write(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);  // not synced, because there are many files
    file << bytes;
    ASSERT_TRUE(file.flush().good());
  }

  int try_reading() const {
    return in_child([&] {
      const std::string found = read_all();
      if (found.empty()) return kError;
      // Check may report damage that no answer depends on, but must say what it is.
      const Result<CheckReport> report = check_index(index_.directory());
      const bool says_why = report.is_ok() || !report.status().message().empty();
      return found == expected_ && says_why ? kSameAnswer : kOtherAnswer;
    });
  }

  // Damages `path` at every offset, or at every `stride`-th, and reads the index each time. Of
  // `parts` interleaved parts of the offsets, only number `part` is used.
  void damage_everywhere(const std::string& path, size_t stride, size_t part = 0,
                         size_t parts = 1) {
    if (std::getenv("TRAWL_FULL") != nullptr) stride = 1;
    errors_ = 0;
    const std::string whole = read_file(path).value();
    ASSERT_FALSE(whole.empty()) << path;
    const auto expect_safe = [&](const std::string& what, size_t place) {
      const int outcome = try_reading();
      EXPECT_TRUE(outcome == kSameAnswer || outcome == kError)
          << path << ": " << what << " " << place << " of " << whole.size() << ": "
          << (outcome == kCrash ? "crashed" : "answered otherwise");
      errors_ += outcome == kError ? 1 : 0;
    };
    for (size_t i = part * stride; i < whole.size(); i += parts * stride) {
      write(path, std::string_view(whole).substr(0, i));
      expect_safe("cut off at", i);
      for (const unsigned change : {1u << (i % 8), 0xFFu}) {
        std::string damaged = whole;
        damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ change);
        write(path, damaged);
        expect_safe("flipped at", i);
      }
    }
    ASSERT_TRUE(std::filesystem::remove(path));
    expect_safe("removed", 0);
    write(path, whole);
    EXPECT_EQ(try_reading(), kSameAnswer);
  }

  BuiltIndex index_;
  std::string expected_;
  size_t errors_ = 0;  // errors of the last damage_everywhere()
};

TEST_F(DamagedIndex, Generation) {
  damage_everywhere(index_.directory() + "/GENERATION", 1);
  EXPECT_GT(errors_, 28u * 3);
}

TEST_F(DamagedIndex, RocksDbCurrent) {
  damage_everywhere(index_.directory() + "/db/CURRENT", 1);
  EXPECT_GT(errors_, 0u);
}

TEST_F(DamagedIndex, RocksDbManifest) {
  const std::vector<std::string> manifests = files("MANIFEST-", "");
  ASSERT_EQ(manifests.size(), 1u);
  damage_everywhere(manifests[0], 41);
  EXPECT_GT(errors_, 0u);
}

// Split into parts because testing every offset takes long.
class DamagedParts : public DamagedIndex, public testing::WithParamInterface<size_t> {};
constexpr size_t kParts = 12;
constexpr size_t kOptionsParts = 36;

// RocksDB's record of its options is not needed to open an index. Each has 45 KB, so there are more
// parts.
class DamagedOptions : public DamagedParts {};

TEST_P(DamagedOptions, AnswerAsBeforeOrNotAtAll) {
  const std::vector<std::string> records = files("OPTIONS-", "");
  EXPECT_FALSE(records.empty());
  for (const std::string& path : records) damage_everywhere(path, 997, GetParam(), kOptionsParts);
}
INSTANTIATE_TEST_SUITE_P(Parts, DamagedOptions, testing::Range(size_t{0}, kOptionsParts));

class DamagedTables : public DamagedParts {};

TEST_P(DamagedTables, AnswerAsBeforeOrNotAtAll) {
  const std::vector<std::string> tables = files("", ".sst");
  EXPECT_GE(tables.size(), kFamilyCount);
  for (size_t i = GetParam(); i < tables.size(); i += kParts) {
    damage_everywhere(tables[i], 199);
    EXPECT_GT(errors_, 0u) << tables[i];
  }
}
INSTANTIATE_TEST_SUITE_P(Parts, DamagedTables, testing::Range(size_t{0}, kParts));

// A writer may refuse a damaged index or work with it. It must not crash, nor publish an index that
// check refuses without reporting a problem.
TEST_F(DamagedIndex, WritersDoNotCrash) {
  const std::string copy = index_.directory("copy");
  for (const std::string& path : files("", "")) {
    const std::string whole = read_file(path).value();
    for (const size_t part : {size_t{0}, whole.size() / 3, whole.size() / 2, whole.size() - 1}) {
      if (whole.empty()) continue;
      std::string damaged = whole;
      damaged[part] = static_cast<char>(~damaged[part]);
      for (const std::string& content : {whole.substr(0, part), damaged}) {
        std::filesystem::remove_all(copy);
        std::filesystem::copy(index_.directory(), copy, std::filesystem::copy_options::recursive);
        write(copy + "/db/" + std::filesystem::path(path).filename().string(), content);
        const int outcome = in_child([&] {
          const Result<IndexWriter> writer = IndexWriter::open(copy);
          return writer.is_ok() ? kSameAnswer : kError;
        });
        EXPECT_NE(outcome, kCrash) << path << " at " << part;
      }
    }
  }
}

}  // namespace
}  // namespace trawl
