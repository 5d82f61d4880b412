// Tests the studies of data/catalogues on small repositories made of lines from real ones. The
// rules find their lines, and the study gives the verdict and the reason that fit the code.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/file.h"
#include "indexer/corpus/classifier.h"
#include "indexer/rules/catalogue.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/study/analysis.h"
#include "indexer/study/study_parser.h"
#include "indexer/text/ascii_case.h"

namespace trawl {
namespace {

struct MadeFile {
  std::string path;
  std::string text;
};
using MadeTree = std::vector<MadeFile>;

// Whether a file is in the scope of a rule, decided as in query/hits/scope_filter.h.
bool is_in_scope(const RuleScope& scope, const MadeFile& file) {
  const auto named = [&](const std::vector<std::string>& patterns) {
    return PathPatterns::parse(patterns).value().matches(file.path, false);
  };
  if (!scope.include.empty() && !named(scope.include)) return false;
  if (!scope.exclude.empty() && named(scope.exclude)) return false;
  const std::string language(language_of(file.path, file.text));
  return scope.languages.empty() || std::ranges::any_of(scope.languages, [&](const auto& wanted) {
           return equal_folded_texts(wanted, language);
         });
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// A catalogue with its study, ready to analyse repositories.
class ShippedStudy {
 public:
  static const ShippedStudy& named(const std::string& name) {
    static const ShippedStudy eventlet("eventlet");
    static const ShippedStudy utcnow("utcnow");
    return name == "eventlet" ? eventlet : utcnow;
  }
  const Study& study() const { return study_; }

  // The analysis of a repository. REQUIRES: the repository has an occurrence.
  ProjectAnalysis analysis_of(MadeTree tree) const {
    std::ranges::sort(tree, {}, &MadeFile::path);
    RepositoryEvidence evidence;
    evidence.repository = "openstack/made";
    for (const MadeFile& file : tree) {
      EvidenceFile& found = evidence.files.emplace_back();
      found.path = file.path;
      found.file_class = class_of(file.path, file.text);
      found.hits = hits_of(file);
      if (found.hits.empty()) evidence.files.pop_back();
    }
    const auto analysis = analyse(study_, catalogue_, evidence);
    EXPECT_TRUE(analysis.has_value()) << tree[0].path;
    return analysis.value_or(ProjectAnalysis());
  }

 private:
  explicit ShippedStudy(const std::string& name) {
    const std::string path = TRAWL_SOURCE_DIR "/data/catalogues/" + name + ".yaml";
    const YamlFile file = YamlFile::parse(read_file(path).value(), path).value();
    catalogue_ = parse_catalogue(file).value();
    study_ = parse_study(file, catalogue_).value().value();
    for (const CatalogueRule& rule : catalogue_.rules) rules_.push_back(rule.rule);
    matcher_ = std::make_unique<RuleMatcher>(RuleMatcher::compile(rules_).value());
  }

  std::vector<EvidenceHit> hits_of(const MadeFile& file) const {
    RuleScanner scanner = RuleScanner::create(*matcher_).value();
    std::vector<LineMatch> matches;
    EXPECT_TRUE(scanner.scan(file.text, &matches).is_ok());
    const std::vector<std::string> lines = lines_of(file.text);
    std::vector<EvidenceHit> hits;
    for (const LineMatch& match : matches) {
      if (!is_in_scope(rules_[match.pattern].scope, file)) continue;
      EvidenceHit& hit = hits.emplace_back();
      hit.rule = match.pattern;
      hit.line = match.line + 1;
      hit.text = lines.at(match.line);
    }
    return hits;
  }

  Catalogue catalogue_;
  Study study_;
  std::vector<Rule> rules_;
  std::unique_ptr<RuleMatcher> matcher_;
};

using Reason = Sentence VerdictReasons::*;

// "Yes: the sentence", with {classes} replaced.
std::string expected(const ShippedStudy& shipped, const char* verdict, Reason reason,
                     const std::string& classes) {
  std::string text = (shipped.study().reasons.*reason).text;
  const std::string_view place = "{classes}";
  const size_t at = text.find(place);
  if (at != std::string::npos) text.replace(at, place.size(), classes);
  return std::string(verdict) + ": " + text;
}

void expect_verdict(const std::string& study, const MadeTree& tree, const char* verdict,
                    Reason reason, const std::string& classes = "") {
  const ShippedStudy& shipped = ShippedStudy::named(study);
  const ProjectAnalysis analysis = shipped.analysis_of(tree);
  const Sentence& sentence = shipped.study().reasons.*reason;
  EXPECT_EQ(analysis.reason.sentence, sentence.number) << analysis.reason.text;
  if (sentence.parts.empty()) {
    EXPECT_EQ(std::string(verdict_name(analysis.deactivable)) + ": " + analysis.reason.text,
              expected(shipped, verdict, reason, classes));
  } else {
    EXPECT_STREQ(verdict_name(analysis.deactivable), verdict) << analysis.reason.text;
  }
  EXPECT_FALSE(analysis.reason.where.empty());
}

// The patterns of `path` that include this line: "imports timeouts".
std::string patterns_of(const ProjectAnalysis& analysis, const std::string& path, uint64_t line) {
  std::string found;
  for (const AnalysedFile& file : analysis.files) {
    if (file.path != path) continue;
    for (const PatternFinding& pattern : file.patterns) {
      const bool has_line = std::ranges::any_of(pattern.rules, [&](const RuleFinding& rule) {
        return std::ranges::find(rule.lines, line) != rule.lines.end();
      });
      if (has_line) found += (found.empty() ? "" : " ") + pattern.pattern;
    }
  }
  return found;
}

const MadeFile kRequirement = {"requirements.txt", "eventlet>=0.27.0 # MIT\n"};
// octavia-lib
const MadeFile kForbidding = {"made/hacking/checks.py",
                              "no_eventlet_re = re.compile(r'(import|from)\\s+[(]?eventlet')\n"
                              "def check_no_eventlet_imports(logical_line):\n"};
// python-cinderclient
const MadeFile kStandIn = {"made/client.py",
                           "try:\n"
                           "    from eventlet import sleep\n"
                           "except ImportError:\n"
                           "    from time import sleep\n"};
// An import that a rule based only on columns would also take for a switch.
const MadeFile kFunction = {"made/cmd/server.py",
                            "def main():\n"
                            "    from eventlet import listen, wsgi\n"
                            "    wsgi.server(listen(('', 8080)), app)\n"};

TEST(ShippedEventlet, EveryReasonIsGiven) {
  // heat
  const MadeFile patching = {"made/cmd/api.py",
                             "import eventlet\neventlet.monkey_patch(os=False)\n"};
  expect_verdict("eventlet", {patching}, "No", &VerdictReasons::bound);
  // neutron-lib
  const MadeFile rpc = {
      "made/rpc.py",
      "        return oslo_messaging.get_rpc_server(TRANSPORT, target, endpoints,\n"
      "                                             'eventlet', serializer)\n"};
  expect_verdict("eventlet", {rpc, kForbidding}, "No", &VerdictReasons::imposed);
  // nova
  const MadeFile variable = {
      "made/monkey_patch.py",
      "if (os.environ.get('OS_NOVA_DISABLE_EVENTLET_PATCHING', '').lower()\n"};
  expect_verdict("eventlet", {variable, patching}, "Maybe", &VerdictReasons::partly);
  // octavia-lib, and the same with a service of oslo.service
  const MadeFile service = {"made/service.py", "from oslo_service import service\n"};
  expect_verdict("eventlet", {kForbidding}, "Yes", &VerdictReasons::switched);
  expect_verdict("eventlet", {kForbidding, service}, "Maybe", &VerdictReasons::beside);
  // os-brick
  const MadeFile looping = {"made/rbd.py", "from oslo_service import loopingcall\n"};
  expect_verdict("eventlet", {kRequirement, looping}, "Maybe", &VerdictReasons::undecided);
  // aodh
  const MadeFile note = {"releasenotes/notes/remove-eventlet-18ada1cff213af5e.yaml",
                         "    Remove eventlet from Aodh in favour of threaded approach\n"};
  expect_verdict("eventlet", {note}, "Yes", &VerdictReasons::unused, "documentation");
}

TEST(ShippedEventlet, AnImportAtTheBeginOfAFunctionIsNoSwitch) {
  expect_verdict("eventlet", {kFunction}, "Maybe", &VerdictReasons::undecided);
  expect_verdict("eventlet", {kFunction, kStandIn}, "Maybe", &VerdictReasons::beside);
}

TEST(ShippedEventlet, WhatStandsInForItIsASwitch) {
  expect_verdict("eventlet", {kStandIn}, "Yes", &VerdictReasons::switched);
  const MadeFile renamed = {"made/client.py",  // python-troveclient
                            "    import eventlet as sleep_lib\nexcept ImportError:\n"
                            "    import time as sleep_lib\n"};
  expect_verdict("eventlet", {renamed}, "Yes", &VerdictReasons::switched);
  const MadeFile absent = {"made/pool.py",  // oslo.cache
                           "    import eventlet\nexcept ImportError:\n    eventlet = None\n"};
  expect_verdict("eventlet", {absent}, "Yes", &VerdictReasons::switched);
  const MadeFile asking = {"made/https.py",  // python-glanceclient
                           "try:\n    from eventlet import patcher\n"
                           "    if patcher.is_monkey_patched('socket'):\n"
                           "        from eventlet.green.httplib import HTTPSConnection\n"};
  expect_verdict("eventlet", {asking}, "Yes", &VerdictReasons::switched);
}

// oslo.utils and os-ken
TEST(ShippedEventlet, UsesOfTheModuleAreNoMentions) {
  const MadeFile helpers = {"made/eventletutils.py",
                            "_eventlet = importutils.try_import('eventlet')\n"
                            "            return _eventlet.getcurrent\n"
                            "            self._event = _eventlet.event.Event()\n"
                            "                with _eventlet.timeout.Timeout(left,\n"
                            "    sleep = _eventlet.sleep\n"
                            "        LOG.debug('Calling eventlet.sleep(0)')\n"};
  const ProjectAnalysis analysis = ShippedStudy::named("eventlet").analysis_of({helpers});
  EXPECT_EQ(patterns_of(analysis, helpers.path, 1), "conditional-imports");
  EXPECT_EQ(patterns_of(analysis, helpers.path, 2), "greenlets");
  EXPECT_EQ(patterns_of(analysis, helpers.path, 3), "queues-and-events");
  EXPECT_EQ(patterns_of(analysis, helpers.path, 4), "timeouts");
  EXPECT_EQ(patterns_of(analysis, helpers.path, 5), "other-uses");
  EXPECT_EQ(patterns_of(analysis, helpers.path, 6), "other");

  // A line with a rule of its own is not also counted as another use.
  const MadeFile test = {"made/tests/test_stack.py",
                         "import eventlet\n"
                         "        eventlet.sleep(0)\n"
                         "        self.was_sleep = eventlet.sleep\n"};
  const ProjectAnalysis of_test = ShippedStudy::named("eventlet").analysis_of({test});
  EXPECT_EQ(patterns_of(of_test, test.path, 2), "tests");
  EXPECT_EQ(patterns_of(of_test, test.path, 3), "other-uses-beside");
}

// keystonemiddleware
TEST(ShippedEventlet, TextInCodeIsNamedWithoutBeingUsed) {
  const MadeFile cache = {
      "made/auth_token/_cache.py",
      "    \"\"\"An advanced memcached client pool that is eventlet safe.\"\"\"\n"};
  const MadeFile note = {"releasenotes/notes/safe.yaml",
                         "    eventlet-safe pools are the default\n"};
  expect_verdict("eventlet", {cache, note}, "Yes", &VerdictReasons::unused,
                 "code and documentation");
  const std::string reason = ShippedStudy::named("eventlet").analysis_of({cache, note}).reason.text;
  EXPECT_EQ(reason,
            "No line of code, apart from tests and tools, was found to use Eventlet; "
            "what names or uses it is in its code and documentation.");
}

TEST(ShippedEventlet, OnlyWhatLiesBesideTheProjectIsAside) {
  const std::string binding = "import eventlet\n";
  for (const char* path : {"cinder/api/contrib/backups.py", "manila/api/contrib/a.py",
                           "keystoneclient/contrib/ec2/utils.py", "storlets/tools/cluster.py"}) {
    expect_verdict("eventlet", {{path, binding}}, "No", &VerdictReasons::bound);
  }
  for (const char* path :
       {"tools/simulator.py", "contrib/nova-docker/driver.py", "samples/free5gc/a.py",
        "playbooks/a.py", "examples/a.py", "taskflow/examples/hello_world.py"}) {
    expect_verdict("eventlet", {{path, binding}}, "Yes", &VerdictReasons::unused, "auxiliary code");
  }
}

TEST(ShippedEventlet, ChallengesAreTrueOfTheirLines) {
  const MadeFile guide = {"doc/source/guide.rst", "The server runs on eventlet.\n"};
  const ProjectAnalysis documented = ShippedStudy::named("eventlet").analysis_of({guide});
  ASSERT_EQ(documented.challenges.size(), 1u);
  EXPECT_EQ(documented.challenges[0].text, "None was found.");
  const MadeFile module = {"made/socket.py", "from eventlet.green import socket\n"};
  const ProjectAnalysis importing = ShippedStudy::named("eventlet").analysis_of({module});
  ASSERT_EQ(importing.challenges.size(), 1u);
  EXPECT_EQ(importing.challenges[0].text, "None was found.");
}

// The challenges and recommendations about a tree, which are sentences of the report.
std::string said_of(const MadeTree& tree) {
  const ProjectAnalysis analysis = ShippedStudy::named("eventlet").analysis_of(tree);
  std::string said;
  for (const Statement& statement : analysis.challenges) said += statement.text + "\n";
  for (const Statement& statement : analysis.recommendations) said += statement.text + "\n";
  return said;
}

bool says(const MadeTree& tree, std::string_view words) {
  return said_of(tree).find(words) != std::string::npos;
}

// Each pair differs in what the sentence depends on. An audit found that it had been said of both.
TEST(ShippedEventlet, SentencesDependOnWhatTheirLinesShow) {
  const std::string import = "import eventlet\n";
  // mistral only waits, heat yields too
  EXPECT_FALSE(says({{"made/a.py", import + "eventlet.sleep(30)\n"}}, "let other green threads"));
  EXPECT_TRUE(says({{"made/a.py", import + "eventlet.sleep(0)\n"}}, "let other green threads"));
  // networking-baremetal has no database
  const MadeFile rpc = {"made/rpc.py", "server = get_server(executor='eventlet')\n"};
  const MadeFile database = {"made/db.py", "from oslo_db.sqlalchemy import models\n"};
  EXPECT_FALSE(says({rpc}, "database"));
  EXPECT_TRUE(says({rpc, database}, "database"));
  // nova has timers, which are not interrupted
  EXPECT_FALSE(says({{"made/a.py", "self.tg.add_timer(60, self._report)\n"}}, "kill"));
  // oslo.log imports modules alone, swift names
  EXPECT_FALSE(says({{"made/a.py", "import eventlet.hubs\n"}}, "without the name of Eventlet"));
  EXPECT_TRUE(
      says({{"made/a.py", "from eventlet import GreenPool\n"}}, "without the name of Eventlet"));
  // octavia-lib
  EXPECT_FALSE(says({kForbidding}, "Run the tests"));
  EXPECT_TRUE(says({kForbidding}, "Keep the check"));
}

// oslo.messaging derives from the abstract class, and leaves launchers and timers to its callers.
TEST(ShippedEventlet, TheAbstractServiceNeedsNoLauncher) {
  const MadeFile server = {"made/server.py",
                           "from oslo_service import service\n"
                           "class Server(service.ServiceBase):\n    pass\n"};
  EXPECT_TRUE(says({server}, "The abstract class ServiceBase"));
  EXPECT_FALSE(says({server}, "cotyledon"));
  EXPECT_FALSE(says({server}, "Looping calls"));
}

TEST(ShippedEventlet, LibrariesKeepBothWays) {
  const MadeFile library = {"setup.cfg", "[metadata]\nname = oslo.made\n"};
  const MadeFile service = {
      "setup.cfg", "[entry_points]\nconsole_scripts =\n    made-api = made.cmd.api:main\n"};
  const MadeFile patching = {"made/a.py", "import eventlet\neventlet.monkey_patch()\n"};
  EXPECT_TRUE(says({patching, library}, "Leave the patching to the programs"));
  EXPECT_TRUE(says({patching, service}, "Before a call that patches threads is removed"));
  EXPECT_FALSE(says({patching, service}, "Leave the patching to the programs"));
  const MadeFile optional = {
      "made/b.py", "try:\n    import eventlet\nexcept ImportError:\n    eventlet = None\n"};
  EXPECT_TRUE(says({optional, library}, "Keep both ways"));
  EXPECT_FALSE(says({optional, service}, "Keep both ways"));
  EXPECT_FALSE(says({kStandIn, library}, "Keep both ways"));
}

TEST(ShippedEventlet, NamesOfLoggersAreNoUse) {
  const MadeFile logging = {"made/config.py", "levels = ['eventlet.wsgi.server=WARN']\n"};
  expect_verdict("eventlet", {logging}, "Yes", &VerdictReasons::unused, "code");
}

// mistral: its executor can be chosen, and its launcher patches in any case.
TEST(ShippedEventlet, AChoiceOfOnePartLeavesThePatching) {
  const MadeFile choice = {"made/config.py", "    choices=['eventlet', 'threading'],\n"};
  const MadeFile patching = {"made/launch.py", "import eventlet\neventlet.monkey_patch()\n"};
  expect_verdict("eventlet", {choice, patching}, "No", &VerdictReasons::bound);
}

// The module imports Eventlet when it is loaded, whatever else the project has.
TEST(ShippedEventlet, AnImportOfOsloServiceMeansTheSameEverywhere) {
  const MadeFile service = {"made/service.py", "from oslo_service import service\n"};
  expect_verdict("eventlet", {service}, "Maybe", &VerdictReasons::undecided);
  expect_verdict("eventlet", {service, kForbidding}, "Maybe", &VerdictReasons::beside);
  const MadeFile chosen = {"made/server.py",  // oslo.messaging
                           "from oslo_service import service\n"
                           "if executor not in ('threading', 'eventlet'):\n    pass\n"};
  expect_verdict("eventlet", {chosen}, "Yes", &VerdictReasons::switched);
}

// python-designateclient
const MadeFile kUtcnowCheck = {
    "made/hacking/checks.py",
    "def use_timeutils_utcnow(logical_line, filename):\n"
    "    msg = \"D705: timeutils.utcnow() must be used instead of datetime.%s()\"\n"
    "    datetime_funcs = ['now', 'utcnow']\n"};

TEST(ShippedUtcnow, EveryReasonIsGiven) {
  // blazar
  const MadeFile calling = {"made/leases.py",
                            "import datetime\nnow = datetime.datetime.utcnow()\n"};
  expect_verdict("utcnow", {calling}, "No", &VerdictReasons::bound);
  expect_verdict("utcnow", {calling, kUtcnowCheck}, "No", &VerdictReasons::bound);
  // heat
  const MadeFile stack = {"made/stack.py",
                          "from oslo_utils import timeutils as oslo_timeutils\n"
                          "self.updated_time = oslo_timeutils.utcnow()\n"};
  expect_verdict("utcnow", {calling, stack}, "Maybe", &VerdictReasons::partly);
  expect_verdict("utcnow", {stack}, "Yes", &VerdictReasons::switched);
  // keystoneauth
  const MadeFile conversion = {"made/_utils.py",
                               "    return timestamp.replace(tzinfo=None) - offset\n"
                               "def from_utcnow(**timedelta_kwargs):\n"};
  expect_verdict("utcnow", {conversion}, "Maybe", &VerdictReasons::undecided);
  // networking-baremetal
  const MadeFile seconds = {"made/agent.py", "        timestamp = timeutils.utcnow_ts()\n"};
  expect_verdict("utcnow", {seconds}, "Yes", &VerdictReasons::unused, "code");
}

TEST(ShippedUtcnow, ACheckAloneIsNotSaidToGiveTheTime) {
  expect_verdict("utcnow", {kUtcnowCheck}, "Yes", &VerdictReasons::switched);
  const std::string& reason = ShippedStudy::named("utcnow").study().reasons.switched.text;
  EXPECT_NE(reason.find(", or a check forbids such calls."), std::string::npos) << reason;
}

TEST(ShippedUtcnow, TimesThatKnowTheirZoneAreNoUse) {
  const MadeFile aware = {"made/usage.py",  // placement and magnum
                          "    now = timeutils.utcnow(with_timezone=True)\n"
                          "    then = timeutils.utcnow(True)\n"
                          "    return datetime.datetime(*when, tzinfo=UTC).strftime('%a')\n"};
  expect_verdict("utcnow", {aware}, "Yes", &VerdictReasons::unused, "code");
  const MadeFile conf = {"doc/source/conf.py",  // swift
                         "import datetime\nnow = datetime.datetime.utcfromtimestamp(now)\n"};
  expect_verdict("utcnow", {aware, conf}, "Yes", &VerdictReasons::unused, "code and documentation");
}

// blazar-tempest-plugin: its tests call it, so they do more than mention it.
TEST(ShippedUtcnow, TestsThatCallItNameIt) {
  const MadeFile test = {"made/tests/test_leases.py",
                         "import datetime\nimport unittest\nend = datetime.datetime.utcnow()\n"};
  expect_verdict("utcnow", {test}, "Yes", &VerdictReasons::unused, "tests");
  const std::string& reason = ShippedStudy::named("utcnow").study().reasons.unused.text;
  EXPECT_EQ(reason.find("mention"), std::string::npos) << reason;
}

}  // namespace
}  // namespace trawl
