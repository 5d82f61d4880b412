// How well the filter filters: in a realistic corpus, not much more is verified than the chunks
// with all trigrams that a pattern requires, and never everything.
//
// The trigrams are written by hand here and searched for by brute force, so that the analysis of
// patterns, the posting lists and the planner do not judge themselves.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/file.h"
#include "indexer/corpus/classifier.h"
#include "indexer/document/chunker.h"
#include "tests/query/index_search.h"
#include "tests/query/search/source_generator.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr double kAllowed = 1.5;

struct RequiredTrigrams {
  std::string pattern;
  // Folded trigrams, separated by '|'. A matching text contains all trigrams of at least one
  // alternative.
  std::vector<std::string> alternatives;
};

const std::vector<RequiredTrigrams>& patterns() {
  static const std::vector<RequiredTrigrams> all = {
      {"eventlet", {"eve|ven|ent|ntl|tle|let"}},
      {"import eventlet", {"imp|mpo|por|ort|rt |t e| ev|eve|ven|ent|ntl|tle|let"}},
      {"eventlet\\.monkey_patch",
       {"eve|ven|ent|ntl|tle|let|et.|t.m|.mo|mon|onk|nke|key|ey_|y_p|_pa|pat|atc|tch"}},
      {"def\\s+test_\\w+_eventlet", {"def|tes|est|st_|_ev|eve|ven|ent|ntl|tle|let"}},
      {"GreenPool\\(", {"gre|ree|een|enp|npo|poo|ool|ol("}},
      {"(?i)GREENpool", {"gre|ree|een|enp|npo|poo|ool"}},
      {"threads?\\.append", {"thr|hre|rea|ead|.ap|app|ppe|pen|end"}},
      {"from oslo_\\w+ import", {"fro|rom|om |m o| os|osl|slo|lo_| im|imp|mpo|por|ort"}},
      {"class \\w+\\(object\\)", {"cla|las|ass|ss |(ob|obj|bje|jec|ect|ct)"}},
      {"return None$", {"ret|etu|tur|urn|rn |n n| no|non|one"}},
      {"except \\((IOError|OSError)",
       {"exc|xce|cep|ept|pt |t (| (i|(io|ioe|oer|err|rro|ror",
        "exc|xce|cep|ept|pt |t (| (o|(os|ose|ser|err|rro|ror"}},
      {"raise NotImplementedError",
       {"rai|ais|ise|se |e n| no|not|oti|tim|imp|mpl|ple|lem|eme|men|ent|nte|ted|ede|der|err|rro|"
        "ror"}},
      {"self\\.assertEqual", {"sel|elf|lf.|f.a|.as|ass|sse|ser|ert|rte|teq|equ|qua|ual"}},
      {"import os$", {"imp|mpo|por|ort|rt |t o| os"}},
      {"logging\\.getLogger\\(",
       {"log|ogg|ggi|gin|ing|ng.|g.g|.ge|get|etl|tlo|log|ogg|gge|ger|er("}},
      {"os\\.(path|environ)", {"os.|s.p|.pa|pat|ath", "os.|s.e|.en|env|nvi|vir|iro|ron"}},
      {"[Ee]ventlet\\.queue", {"eve|ven|ent|ntl|tle|let|et.|t.q|.qu|que|ueu|eue"}},
      {"rpc_(server|client)",
       {"rpc|pc_|c_s|_se|ser|erv|rve|ver", "rpc|pc_|c_c|_cl|cli|lie|ien|ent"}},
      {"TODO\\(\\w+\\)", {"tod|odo|do("}},
      {"with mock\\.patch", {"wit|ith|th |h m| mo|moc|ock|ck.|k.p|.pa|pat|atc|tch"}},
      {"time\\.sleep\\(0", {"tim|ime|me.|e.s|.sl|sle|lee|eep|ep(|p(0"}},
      {"def __init__\\(self", {"def|ef |f _| __|__i|_in|ini|nit|it_|t__|__(|_(s|(se|sel|elf"}},
      {"yield self\\.", {"yie|iel|eld|ld |d s| se|sel|elf|lf."}},
      {"async def \\w+", {"asy|syn|ync|nc |c d| de|def|ef "}},
      {"lambda \\w+:", {"lam|amb|mbd|bda|da "}},
      {"json\\.dumps", {"jso|son|on.|n.d|.du|dum|ump|mps"}},
      {"socket\\.(socket|AF_INET)",
       {"soc|ock|cke|ket|et.|t.s|.so", "soc|ock|cke|ket|et.|t.a|.af|af_|f_i|_in|ine|net"}},
      {"eventlet.*LightQueue", {"eve|ven|ent|ntl|tle|let|lig|igh|ght|htq|tqu|que|ueu|eue"}},
      {"hexdigest", {"hex|exd|xdi|dig|ige|ges|est"}},
      {"never_written_anywhere", {"nev|eve|ver|er_|r_w|_wr|wri|rit|itt|tte|ten|en_|n_a|_an|any"}},
      {"unpack\\('<I", {"unp|npa|pac|ack|ck(|k('|('<|'<i"}},
      {"check_output.*shell=True",
       {"che|hec|eck|ck_|k_o|_ou|out|utp|tpu|put|she|hel|ell|ll=|l=t|=tr|tru|rue"}},
  };
  return all;
}

// The folded trigrams of each chunk, including those that extend into the next chunk.
std::vector<std::set<std::string>> trigrams_of_chunks(const std::vector<std::string>& documents) {
  std::vector<std::set<std::string>> chunks;
  for (const std::string& document : documents) {
    std::string folded = document;
    for (char& c : folded) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    std::vector<ChunkExtent> extents;
    chunk_document(document, &extents);
    for (const ChunkExtent& extent : extents) {
      std::set<std::string>& grams = chunks.emplace_back();
      for (size_t i = extent.offset; i < extent.offset + extent.length; ++i) {
        grams.insert(folded.substr(i, 3));
      }
    }
  }
  return chunks;
}

bool holds_all(const std::set<std::string>& chunk, std::string_view trigrams) {
  for (; trigrams.size() >= 3; trigrams.remove_prefix(std::min<size_t>(trigrams.size(), 4))) {
    if (!chunk.contains(std::string(trigrams.substr(0, 3)))) return false;
  }
  return true;
}

size_t count_chunks(const std::vector<std::set<std::string>>& chunks,
                    const RequiredTrigrams& wanted) {
  size_t count = 0;
  for (const std::set<std::string>& chunk : chunks) {
    for (const std::string& alternative : wanted.alternatives) {
      if (!holds_all(chunk, alternative)) continue;
      ++count;
      break;
    }
  }
  return count;
}

// Generated text and the project's own sources.
std::vector<std::string> make_corpus(const TestTree& tree) {
  std::vector<std::string> documents;
  SourceGenerator generator(2024);
  for (int i = 0; i < 250; ++i) {
    documents.push_back(generator.file(500 + static_cast<size_t>(i) * 180));
  }
  for (const char* directory : {"/indexer", "/query"}) {
    const std::filesystem::recursive_directory_iterator sources(std::string(TRAWL_SOURCE_DIR) +
                                                                directory);
    for (const auto& entry : sources) {
      if (!entry.is_regular_file()) continue;
      Result<std::string> text = read_file(entry.path().string());
      // Not the pictures of a guide.
      if (!text.is_ok() || text_or_reason(*text) != SkipReason::kNone) continue;
      documents.push_back(std::move(text).value());
    }
  }
  for (size_t i = 0; i < documents.size(); ++i) {
    tree.add("src/" + std::to_string(i) + ".txt", documents[i]);
  }
  return documents;
}

TEST(FilterQuality, LittleMoreIsVerifiedThanHoldsTheRequiredTrigrams) {
  const TestTree tree;
  const std::vector<std::set<std::string>> chunks = trigrams_of_chunks(make_corpus(tree));
  build(build_of(tree.path("src"), 0, tree.index()));
  ASSERT_GE(patterns().size(), 30u);
  for (const RequiredTrigrams& wanted : patterns()) {
    SCOPED_TRACE(wanted.pattern);
    PatternSearch request;
    request.pattern = wanted.pattern;
    const SearchOutcome outcome = search_index(tree.index(), request);
    ASSERT_TRUE(outcome.status.is_ok()) << outcome.status.message();
    ASSERT_EQ(outcome.stats.segments.size(), 1u);
    const size_t truth = count_chunks(chunks, wanted);
    const SegmentStats& segment = outcome.stats.segments[0];
    EXPECT_EQ(segment.units, chunks.size());
    EXPECT_LE(static_cast<double>(segment.candidates), kAllowed * static_cast<double>(truth))
        << segment.plan;
    EXPECT_EQ(outcome.stats.verified_units, segment.candidates);
    EXPECT_LT(outcome.stats.verified_units, chunks.size()) << segment.plan;
  }
}

}  // namespace
}  // namespace trawl
