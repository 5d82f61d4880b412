#include "tests/indexer/document/sample_documents.h"

#include <gtest/gtest.h>

#include <random>

#include "indexer/base/digest.h"
#include "indexer/document/document_worker.h"

namespace trawl {

std::string sample_text(uint32_t seed, size_t size) {
  static constexpr const char* kWords[] = {"def ",     "return ", "import ", "self.",   "neutron",
                                           "context",  "request", "= ",      "None",    "(session)",
                                           "instance", "for ",    "in ",     "volumes", "# TODO"};
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) {
    for (size_t words = random() % 9; words > 0; --words) {
      text += kWords[random() % std::size(kWords)];
      if (random() % 4 == 0) text += std::to_string(random() % 100000);
    }
    text.push_back('\n');
  }
  return text;
}

std::map<std::string, std::string> odd_text_files() {
  return {{"empty", ""},
          {"newline", "\n"},
          {"no-newline", "last line without an end"},
          {"crlf.txt", "one\r\ntwo\r\n"},
          {"bom.txt", "\xEF\xBB\xBFwith a mark\n"},
          {"latin1.txt", "caf\xE9\nna\xEFve\n"},
          {"giant.js", std::string(1 << 20, 'g') + "\nshort\n"},
          {"giant-alone.js", std::string((1 << 20) + 17, 'h')},
          {"late-nul.txt", std::string(9000, 'x') + '\0' + "text by its first bytes\n"},
          {"copy/a", "the same in three places\n"},
          {"copy/b", "the same in three places\n"},
          {"copy/c/d", "the same in three places\n"},
          {"name\nwith newline", "n\n"},
          {"name\twith 'quotes\"", "q\n"},
          {"name\xFF\xFE", "not utf-8\n"},
          {" ", "a blank\n"},
          {"deep/" + std::string(200, 'd') + "/" + std::string(200, 'e') + "/f", "deep\n"}};
}

DocumentWork worked_out(const std::string& content) {
  DocumentWork document;
  document.content = content;
  document.size = content.size();
  document.digest = DocumentDigest{git_blob_id(content)};
  DocumentWorker worker = DocumentWorker::create(nullptr).value();
  const Status status = worker.work(nullptr, &document);
  EXPECT_TRUE(status.is_ok()) << status.message();
  return document;
}

}  // namespace trawl
