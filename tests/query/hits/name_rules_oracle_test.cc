// Rules with names, alone and beside regular expressions, list what a plain read of each file
// finds: the names of python_names(), and the patterns of each line. Random rules are added,
// replaced and built with, between builds that change files and merge segments.
//
// TRAWL_FULL=1 runs many more; TRAWL_SEED=N runs one seed, which a failure prints.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "indexer/python/names.h"
#include "indexer/rules/rule_names.h"
#include "indexer/upkeep/check.h"
#include "indexer/upkeep/rule_publication.h"
#include "query/hits/rule_hits.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Files = std::map<std::string, std::string>;  // path and content

constexpr const char* kLines[] = {
    "import eventlet\n",
    "import eventlet as ev\n",
    "from eventlet import sleep\n",
    "from eventlet.green import (socket,\n    threading as th)\n",
    "import os, oslo.service\n",
    "from oslo import service as eventlet\n",
    "eventlet.sleep(0)\n",
    "ev.spawn(ev.sleep, 1)\n",
    "sleep(2)\n",
    "nap = eventlet.sleep\nnap(3)\n",
    "socket.create_connection(th.local())\n",
    "def f():\n    import eventlet\n    return eventlet.spawn(f)\n",
    "def g(eventlet):\n    return eventlet.sleep(1)\n",
    "service.launch(oslo.service)\n",
    "os.environ\n",
    "# eventlet.sleep(0)\n",
    "'''\neventlet.sleep(0)\n'''\n",
    "x = 'import eventlet'\n",
    "class A(eventlet.GreenPool):\n    def run(self):\n        return socket.x\n",
    "\n",
    "time.sleep(0)\r\n",
};
constexpr const char* kNames[] = {
    "eventlet",
    "eventlet.sleep",
    "eventlet.spawn",
    "eventlet.green",
    "eventlet.green.socket",
    "oslo",
    "oslo.service",
    "os",
    "absent.name",
};
// Plain words, which a test finds without an engine.
constexpr const char* kWords[] = {"sleep", "(0)", "eventlet", "=", "import", "absent"};

std::vector<FoundLine> listed(const std::string& rule, const std::string& index) {
  Result<IndexReader> reader = IndexReader::open(index, "", kListFamilies);
  EXPECT_TRUE(reader.is_ok()) << reader.status().message();
  CollectingSink sink;
  RuleRequest request;
  request.rule = rule;
  EXPECT_EQ(list_rule_hits(request, &*reader, &sink).message(), "");
  return sink.lines;
}

class NameRulesOracle {
 public:
  explicit NameRulesOracle(uint64_t seed) : random_(seed) {
    for (int i = 0; i < 12; ++i) put_file();
  }

  void run() {
    write_and_build({});
    for (int step = 0; step < 5; ++step) {
      SCOPED_TRACE("step " + std::to_string(step));
      change_rules();
      check();
      for (int i = 0; i < 4; ++i) put_file();
      write_and_build({});
      check();
      if (testing::Test::HasFailure()) return;
    }
    check_same_from_scratch();
  }
  size_t lines() const { return lines_; }

 private:
  size_t pick(size_t limit) { return static_cast<size_t>(random_() % limit); }
  template <size_t size>
  std::string any_of(const char* const (&texts)[size]) {
    return texts[pick(size)];
  }

  // Adds or replaces a file. Some are larger than what is scanned at once, and have giant lines.
  void put_file() {
    std::string content;
    for (size_t i = pick(12); i > 0; --i) content += any_of(kLines);
    if (pick(4) == 0) {
      content += "# " + std::string(40'000, 'x') + (pick(2) == 0 ? " eventlet" : "") + "\n";
      for (int i = 0; i < 6000; ++i) content += pick(500) == 0 ? any_of(kLines) : "y = 1 + 2\n";
    }
    for (size_t i = pick(6); i > 0; --i) content += any_of(kLines);
    if (!content.empty() && pick(3) == 0) content.pop_back();  // the last line has no end
    files_["r/f" + std::to_string(pick(16)) + (pick(5) == 0 ? ".txt" : ".py")] = content;
  }

  void write_and_build(const std::vector<Rule>& rules) {
    tree_.remove("src");
    for (const auto& [path, content] : files_) tree_.add("src/" + path, content);
    BuildOptions options = build_of(tree_.path("src"), 1, tree_.index());
    options.rules = rules;
    build(options);
  }

  RuleTerm term() {
    if (pick(3) == 0) return RuleTerm(R"(\Q)" + any_of(kWords) + R"(\E)");
    const NameKind kinds[] = {NameKind::kImport, NameKind::kUse, NameKind::kCall};
    return {kinds[pick(3)], any_of(kNames)};
  }

  Rule rule(const std::string& name) {
    RuleExpression expression;
    for (size_t i = pick(2) + 1; i > 0; --i) {
      expression.all_of.emplace_back();
      for (size_t k = pick(3) + 1; k > 0; --k) expression.all_of.back().push_back(term());
    }
    if (pick(4) == 0) expression.none_of.push_back(R"(\Q)" + any_of(kWords) + R"(\E)");
    return make_rule(name, std::move(expression), RuleScope{{"Python"}, {}, {}}).value();
  }

  void change_rules() {
    RuleFile added;
    added.path = "rules";
    for (size_t i = 0; i < 3; ++i) {
      Rule made = rule("r" + std::to_string(3 * pick(3) + i));
      added.rules.push_back(made);
      rules_.insert_or_assign(made.name, made);
    }
    if (pick(2) == 0) {
      ASSERT_EQ(add_rules(tree_.index(), {added}, true).status().message(), "");
    } else {
      BuildOptions options = build_of(tree_.path("src"), 1, tree_.index());
      options.prepare = [&](IndexWriter* writer) { return fill_in_rules({added}, writer); };
      options.rules = added.rules;
      build(options);
    }
  }

  static bool is_part(const std::string& name, const std::string& below) {
    return below == name || below.starts_with(name + ".");
  }

  static bool holds(const RuleTerm& term, uint64_t line, const std::string& text,
                    const std::vector<PythonName>& names) {
    if (!term.name) return holds_word(term.text, text);
    return std::any_of(names.begin(), names.end(), [&](const PythonName& name) {
      const bool is_kind =
          name.kind == *term.name || (*term.name == NameKind::kUse && name.kind == NameKind::kCall);
      return name.line == line && is_kind && is_part(term.text, name.name);
    });
  }
  static bool holds_word(const std::string& quoted, const std::string& text) {
    return text.find(quoted.substr(2, quoted.size() - 4)) != std::string::npos;
  }

  static bool matches(const RuleExpression& expression, uint64_t line, const std::string& text,
                      const std::vector<PythonName>& names) {
    const auto is_there = [&](const RuleTerm& term) { return holds(term, line, text, names); };
    return std::all_of(expression.all_of.begin(), expression.all_of.end(),
                       [&](const auto& clause) {
                         return std::any_of(clause.begin(), clause.end(), is_there);
                       }) &&
           std::none_of(expression.none_of.begin(), expression.none_of.end(),
                        [&](const std::string& word) { return holds_word(word, text); });
  }

  // Only the roots of this rule are asked for: other rules must not change what it finds.
  static std::vector<std::string> roots_of(const RuleExpression& expression) {
    std::vector<std::string> roots;
    for (const auto& clause : expression.all_of) {
      for (const RuleTerm& each : clause) {
        if (each.name) roots.push_back(each.text.substr(0, each.text.find('.')));
      }
    }
    return roots;
  }

  std::vector<FoundLine> expected(const Rule& rule) const {
    std::vector<FoundLine> found;
    const std::vector<std::string> roots = roots_of(rule.expression);
    for (const auto& [path, content] : files_) {
      if (!path.ends_with(".py")) continue;
      const std::vector<PythonName> names = python_names(content, roots);
      uint64_t number = 0;
      for (const std::string& text : split_lines(content)) {
        if (!matches(rule.expression, ++number, text, names)) continue;
        found.push_back({"r", path.substr(2), number, 0, text, true});
      }
    }
    return found;
  }

  void check() {
    ASSERT_EQ(
        check_index(tree_.index(), pick(2) == 0 ? 1 << 20 : kDefaultCheckMemory).status().message(),
        "");
    for (const auto& [name, rule] : rules_) {
      SCOPED_TRACE(name + ": " + rule.expression.text());
      const std::vector<FoundLine> wanted = expected(rule);
      ASSERT_EQ(listed(name, tree_.index()), wanted);
      lines_ += wanted.size();
    }
  }

  void check_same_from_scratch() {
    BuildOptions options = build_of(tree_.path("src"), 1, tree_.path("other"));
    options.memory = kLeastMemory;
    for (const auto& [name, rule] : rules_) options.rules.push_back(rule);
    build(options);
    for (const auto& [name, rule] : rules_) {
      ASSERT_EQ(listed(name, tree_.path("other")), listed(name, tree_.index())) << name;
    }
  }

  const TestTree tree_;
  std::mt19937_64 random_;
  Files files_;
  std::map<std::string, Rule> rules_;
  size_t lines_ = 0;
};

std::vector<uint64_t> name_rule_seeds() {
  if (const char* seed = std::getenv("TRAWL_SEED")) return {std::stoull(seed)};
  std::vector<uint64_t> all;
  const uint64_t count = std::getenv("TRAWL_FULL") != nullptr ? 40 : 2;
  for (uint64_t seed = 1; seed <= count; ++seed) all.push_back(seed);
  return all;
}

TEST(NameRulesOracle, ListingsEqualAPlainReadOfEachFile) {
  size_t lines = 0;
  for (const uint64_t seed : name_rule_seeds()) {
    SCOPED_TRACE("TRAWL_SEED=" + std::to_string(seed));
    NameRulesOracle oracle(seed);
    oracle.run();
    if (HasFailure()) return;
    lines += oracle.lines();
  }
  EXPECT_GT(lines, 300u);
}

// A source of so many bytes that uses a name in its second line and in its last.
std::string source_of(size_t bytes) {
  const std::string import = "import eventlet\n";
  const std::string use = "eventlet.sleep(0)\n";
  const std::string comment = "#" + std::string(998, 'x') + "\n";
  std::string source = import + use;
  while (source.size() + comment.size() + use.size() <= bytes) source += comment;
  source.append(bytes - use.size() - source.size(), '\n');
  return source + use;
}

TEST(NameRules, FindNoNamesInFilesThatAreTooLarge) {
  RuleFile file;
  file.path = "rules";
  RuleExpression use;
  use.all_of = {{RuleTerm(NameKind::kUse, "eventlet.sleep")}};
  file.rules.push_back(make_rule("use", use, RuleScope{{"Python"}, {}, {}}).value());
  file.rules.push_back(make_rule("word", RuleExpression::of_regex("sleep")).value());
  for (const bool is_filled_in : {false, true}) {
    const TestTree tree;
    tree.add("src/r/least.py", source_of(100));
    tree.add("src/r/more.py", source_of(kMostResolvedBytes + 1));
    tree.add("src/r/most.py", source_of(kMostResolvedBytes));
    BuildOptions options = build_of(tree.path("src"), 1, tree.index());
    if (!is_filled_in) options.rules = file.rules;
    build(options);
    if (is_filled_in) {
      ASSERT_EQ(add_rules(tree.index(), {file}, true).status().message(), "");
    }
    const auto paths_of = [&](const std::string& rule) {
      std::vector<std::string> paths;
      for (const FoundLine& line : listed(rule, tree.index())) paths.push_back(line.path);
      return paths;
    };
    using Paths = std::vector<std::string>;
    EXPECT_EQ(paths_of("use"), (Paths{"least.py", "least.py", "most.py", "most.py"}));
    EXPECT_EQ(paths_of("word"),
              (Paths{"least.py", "least.py", "more.py", "more.py", "most.py", "most.py"}));
  }
}

}  // namespace
}  // namespace trawl
