// `trawl report` as users run it, on the trees of the seed's listings.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "indexer/base/file.h"
#include "indexer/text/base64.h"
#include "indexer/text/list_lines.h"
#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Words = std::vector<std::string>;

class CommandReport : public testing::Test {
 protected:
  void SetUp() override {
    add_seed_tree(tree_, "src");
    tree_.add("teams.tsv",
              "openstack/heat\theat\nopenstack/heat-specs\theat\nopenstack/heat-templates\theat\n");
    const CommandResult built = run_trawl_index({"build", "--index", tree_.index(), "--rules",
                                                 TRAWL_SOURCE_DIR "/data/catalogues/eventlet.yaml",
                                                 "--repository-depth", "2", tree_.path("src")});
    ASSERT_EQ(built.exit_code, 0) << built.err;
  }

  CommandResult report(Words more) const {
    more.insert(more.begin(), "report");
    CommandPlace place;
    place.environment = {"TRAWL_INDEX=" + tree_.index()};
    return run_trawl(std::move(more), place);
  }
  CommandResult report_of_teams(Words more) const {
    more.insert(more.begin(), {"--catalogue", "eventlet", "--governance", tree_.path("teams.tsv")});
    return report(more);
  }
  // Gives the index a catalogue "c" of one rule.
  void add_catalogue_without_study() {
    tree_.add("c.yaml",
              "catalogue: c\nmessage: m\nrules:\n"
              "  - {id: r, message: m, severity: INFO, languages: [generic], pattern-regex: x}\n");
    ASSERT_EQ(
        run_trawl_index({"rules", "add", "--index", tree_.index(), tree_.path("c.yaml")}).exit_code,
        0);
  }

  TestTree tree_;
};

// For each project, the words between "Occurrences Found:" and "***".
std::vector<Words> listings_of(const std::string& markdown) {
  std::vector<Words> listings;
  bool inside = false;
  for (const std::string& line : split_lines(markdown)) {
    if (line == "***") inside = false;
    if (inside) listings.back().push_back(line);
    if (line != "Occurrences Found:") continue;
    listings.emplace_back();
    inside = true;
  }
  return listings;
}

TEST_F(CommandReport, ListsTheOccurrencesOfTheSeedByteForByte) {
  const CommandResult result = report_of_teams({"--team", "heat"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::vector<Words> found = listings_of(result.out);
  const std::vector<SeedListing> seed = seed_listings();
  ASSERT_EQ(found.size(), seed.size());
  for (size_t i = 0; i < seed.size(); ++i) EXPECT_EQ(found[i], seed[i].links);
  EXPECT_EQ(result.out.substr(0, 37), "# Analysis for Team: heat\n\n*Snapshot ");
}

TEST_F(CommandReport, WritesAFileForEachTeam) {
  tree_.add("teams.tsv", "openstack/heat\theat\nopenstack/heat-specs\tQuality Assurance\n");
  const std::string out = tree_.path("out");
  EXPECT_EQ(report_of_teams({"--output", out}).exit_code, 0);
  for (const char* name : {"heat", "Quality Assurance", "Unknown Team"}) {
    const std::string text = read_file(out + "/" + name + ".md").value();
    EXPECT_EQ(text.substr(0, text.find('\n')), "# Analysis for Team: " + std::string(name));
  }
  EXPECT_EQ(report_of_teams({"--format", "html", "--output", out}).exit_code, 0);
  EXPECT_NE(read_file(out + "/index.html").value().find("Quality Assurance"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(out + "/heat.html"));
}

TEST_F(CommandReport, AFolderHoldsTheLastReportOfItsFormat) {
  tree_.add("teams.tsv", "openstack/heat\theat\nopenstack/heat-specs\tQuality Assurance\n");
  tree_.add("out/README.md", "mine\n");
  const std::string out = tree_.path("out");
  EXPECT_EQ(report_of_teams({"--format", "html", "--output", out}).err, "");
  EXPECT_EQ(report_of_teams({"--output", out}).err, "");
  tree_.add("teams.tsv",
            "openstack/heat\theat\nopenstack/heat-specs\theat\nopenstack/heat-templates\theat\n");
  const CommandResult one = report_of_teams({"--output", out});
  EXPECT_EQ(one.exit_code, 0);
  EXPECT_EQ(one.err, "trawl: removed 2 files of an earlier report from " + out + "\n");
  for (const char* name : {"heat.md", "README.md", "Quality Assurance.html"}) {
    EXPECT_TRUE(std::filesystem::exists(out + "/" + name)) << name;
  }
  EXPECT_FALSE(std::filesystem::exists(out + "/Quality Assurance.md"));
  tree_.add("out/heat.md", "changed\n");
  const CommandResult changed = report({"--catalogue", "eventlet", "--output", out});
  EXPECT_EQ(changed.err, "trawl: " + out +
                             "/heat.md was written by an earlier report and changed since, "
                             "so it stays\n");
  const CommandResult refused = report_of_teams({"--output", out});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(refused.err, "trawl: " + out +
                             "/heat.md was changed or not written by trawl report, "
                             "so nothing was written; name another folder with --output, "
                             "or move it away\n");
  EXPECT_EQ(read_file(out + "/heat.md").value(), "changed\n");
  EXPECT_FALSE(std::filesystem::exists(out + "/Quality Assurance.md"));
}

// Teams whose names differ only in letter case would share a file in some folders, so each gets its
// own name.
TEST_F(CommandReport, AReportOfOneTeamLeavesThoseOfOthers) {
  tree_.add("teams.tsv", "openstack/heat\ta/b\nopenstack/heat-specs\tA-b\nopenstack/nova\tnova\n");
  const std::string out = tree_.path("out");
  const std::vector<const char*> all = {"A-b.md", "a-b-2.md", "Unknown Team.md"};
  ASSERT_EQ(report_of_teams({"--output", out}).exit_code, 0);
  std::vector<std::string> texts;
  for (const char* name : all) texts.push_back(read_file(out + "/" + name).value());
  for (const char* team : {"a/b", "A-b", "Unknown Team", "nova"}) {
    const CommandResult result = report_of_teams({"--team", team, "--output", out});
    EXPECT_EQ(result.exit_code, std::string(team) == "nova" ? 1 : 0) << result.err;
    for (size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(read_file(out + "/" + all[i]).value(), texts[i]) << team << ": " << all[i];
    }
  }
  tree_.add("teams.tsv", "openstack/heat\theat\n");
  EXPECT_EQ(report_of_teams({"--output", out}).err,
            "trawl: removed 2 files of an earlier report from " + out + "\n");
}

TEST_F(CommandReport, PagesOfOtherTeamsStayWithoutAnOverview) {
  tree_.add("teams.tsv", "openstack/heat\theat\nopenstack/heat-specs\tspecs\nx\tnova\n");
  const std::string out = tree_.path("out");
  const auto write = [&](const char* team) {
    return report_of_teams({"--format", "html", "--output", out, "--team", team}).exit_code;
  };
  EXPECT_EQ(write("heat"), 0);
  EXPECT_EQ(write("specs"), 0);
  EXPECT_TRUE(std::filesystem::exists(out + "/heat.html"));
  const std::string overview = read_file(out + "/index.html").value();
  EXPECT_NE(overview.find("specs.html"), std::string::npos);
  EXPECT_EQ(overview.find("heat.html"), std::string::npos);
  EXPECT_EQ(write("nova"), 1);
  EXPECT_EQ(read_file(out + "/index.html").value(), overview);
}

// The forms used by openstack/governance and by code hosts.
TEST_F(CommandReport, TeamsAreThoseOfTheFileWhateverItsForm) {
  tree_.add("projects.yaml",
            "---\nheat:\n  ptl: {name: Somebody}\n  deliverables:\n    heat:\n      repos:\n"
            "        - openstack/heat\n    heat-specs: {repos: [openstack/heat-specs]}\n"
            "nova:\n  deliverables: {nova: {repos: [openstack/nova]}}\n");
  tree_.add("CODEOWNERS", "*  @openstack/all\n/openstack/heat  @openstack/heat-core\n");
  const auto teams = [&](const char* file, Words more) {
    more.insert(more.end(), {"--catalogue", "eventlet", "--governance", tree_.path(file)});
    const CommandResult result = report(more);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    Words found;
    for (const std::string& line : split_lines(result.out)) {
      const size_t colon = line.find(": ") + 2;
      if (line.starts_with("# Analysis for Team")) found.push_back(line.substr(colon));
      if (line.starts_with("## Project")) found.push_back("- " + line.substr(colon));
    }
    return found;
  };
  for (const Words& more : {Words{}, Words{"--all-teams"}}) {
    EXPECT_EQ(teams("projects.yaml", more),
              (Words{"Unknown Team", "- heat-templates", "heat", "- heat", "- heat-specs"}));
    EXPECT_EQ(teams("CODEOWNERS", more), (Words{"openstack/all", "- heat-specs", "- heat-templates",
                                                "openstack/heat-core", "- heat"}));
  }
  EXPECT_EQ(teams("projects.yaml", {"--team", "heat"}), (Words{"heat", "- heat", "- heat-specs"}));
  EXPECT_EQ(teams("CODEOWNERS", {"--team", "openstack/heat-core"}),
            (Words{"openstack/heat-core", "- heat"}));
}

// The order of repositories would put organisations first.
TEST_F(CommandReport, ProjectsAreInTheOrderOfTheirNames) {
  tree_.add("two/b/alpha/a.py", "import eventlet\n");
  tree_.add("two/a/zeta/a.py", "import eventlet\n");
  tree_.add("teams.tsv", "a/zeta\tone\nb/alpha\tone\n");
  const std::string index = tree_.path("other");
  ASSERT_EQ(run_trawl_index({"build", "--index", index, "--rules",
                             TRAWL_SOURCE_DIR "/data/catalogues/eventlet.yaml",
                             "--repository-depth", "2", tree_.path("two")})
                .exit_code,
            0);
  const CommandResult result = report_of_teams({"--index", index});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const size_t alpha = result.out.find("## Project: alpha\n");
  const size_t zeta = result.out.find("## Project: zeta\n");
  EXPECT_LT(alpha, zeta);
  EXPECT_NE(zeta, std::string::npos);
}

TEST_F(CommandReport, EveryFormLinksByTheTemplate) {
  const std::string out = tree_.path("out");
  const std::string link = "http://h/{repository}/{path}:{line}: {text}";
  for (const char* format : {"markdown", "html", "json"}) {
    const CommandResult result = report(
        {"--catalogue", "eventlet", "--format", format, "--link-template", link, "--output", out});
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  const std::string markdown = read_file(out + "/Unknown Team.md").value();
  EXPECT_NE(markdown.find("\nhttp://h/openstack/heat/"), std::string::npos);
  EXPECT_EQ(listings_of(markdown)[0],
            split_lines(run_trawl({"list", "--index", tree_.index(), "--link-template", link,
                                   "--ignore-comments", "--repo", "^openstack/heat$",
                                   "eventlet/occurrence"})
                            .out));
  EXPECT_NE(read_file(out + "/Unknown Team.html").value().find("href=\"http://h/openstack/heat/"),
            std::string::npos);
  const auto json = nlohmann::json::parse(read_file(out + "/report.json").value());
  const auto& occurrence = json.at("projects").at(0).at("occurrences").at(0);
  EXPECT_EQ(occurrence.at("link"), "http://h/openstack/heat/" +
                                       occurrence.at("path").get<std::string>() + ":" +
                                       std::to_string(occurrence.at("line").get<int>()));
  for (const char* file : {"Unknown Team.md", "Unknown Team.html", "report.json"}) {
    EXPECT_EQ(read_file(out + "/" + file).value().find("opendev"), std::string::npos) << file;
  }
}

// A browser runs a page's script only if the page's policy has its digest, and otherwise reports
// nothing.
TEST_F(CommandReport, ThePolicyOfAPageNamesItsScript) {
  const std::string out = tree_.path("out");
  ASSERT_EQ(report({"--catalogue", "eventlet", "--format", "html", "--output", out}).exit_code, 0);
  const std::string page = read_file(out + "/index.html").value();
  const size_t begin = page.find("<script>") + 8;
  tree_.add("script", page.substr(begin, page.find("</script>") - begin));
  const std::string hex = run_command({"sha256sum", tree_.path("script")}).out.substr(0, 64);
  std::string digest;
  for (size_t i = 0; i < hex.size(); i += 2) {
    digest.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  EXPECT_NE(page.find("; script-src 'sha256-" + base64_encode(digest) + "'\">"), std::string::npos)
      << "kSortTablesSha256 is to be " << base64_encode(digest);
}

TEST_F(CommandReport, GivesProgramsOneObjectForAll) {
  const auto object =
      nlohmann::json::parse(report({"--catalogue", "eventlet", "--format", "json"}).out);
  const auto& projects = object.at("projects");
  ASSERT_EQ(projects.size(), 3u);
  for (const auto& project : projects) {
    EXPECT_EQ(project.at("team"), "Unknown Team");
    EXPECT_TRUE((std::set<std::string>{"Yes", "No", "Maybe"}.contains(project.at("deactivable"))));
    EXPECT_TRUE(project.at("complexity").is_number_integer());
    for (const char* key : {"factors", "files", "patterns", "occurrences"}) {
      EXPECT_TRUE(project.at(key).is_array()) << key;
    }
  }
  EXPECT_EQ(projects[0].at("repository"), "openstack/heat");
  EXPECT_EQ(projects[0].at("occurrences").size(), seed_listings()[0].links.size());
}

// An example for callers, like the one in oslo.messaging.
TEST_F(CommandReport, DocstringsAreListedButAreNoUse) {
  const std::string source =
      "r\"\"\"A server.\n\n    import eventlet\n    eventlet.monkey_patch()\n\n"
      "    get_rpc_server(executor='eventlet')\n";
  tree_.add("docs/server/server.py", source + "\"\"\"\n");
  tree_.add("docs/user/user.py", source + "\"\"\"\nimport eventlet\n");
  const std::string index = tree_.path("other");
  const CommandResult built = run_trawl_index({"build", "--index", index, "--rules",
                                               TRAWL_SOURCE_DIR "/data/catalogues/eventlet.yaml",
                                               "--repository-depth", "1", tree_.path("docs")});
  ASSERT_EQ(built.exit_code, 0) << built.err;
  const CommandResult result =
      run_trawl({"report", "--index", index, "--catalogue", "eventlet", "--format", "json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto projects = nlohmann::json::parse(result.out).at("projects");
  ASSERT_EQ(projects.size(), 2u);
  EXPECT_EQ(projects[0].at("repository"), "server");
  EXPECT_EQ(projects[0].at("deactivable"), "Yes");
  EXPECT_EQ(projects[0].at("complexity"), 1);
  EXPECT_EQ(projects[0].at("occurrences").size(), 3u);
  ASSERT_EQ(projects[0].at("patterns").size(), 1u);
  EXPECT_EQ(projects[0].at("patterns")[0].at("id"), "other");
  EXPECT_EQ(projects[1].at("deactivable"), "No");
  EXPECT_EQ(projects[1].at("reason").at("where")[0].at("lines"), nlohmann::json({8}));
}

TEST_F(CommandReport, MistakesAreOneLineThatSaysWhatToDo) {
  const std::pair<Words, const char*> mistakes[] = {
      {{}, "name a catalogue of the index with --catalogue NAME"},
      {{"--catalogue", "six"},
       "no catalogue 'six' in the index; it has: eventlet (trawl-index rules add FILE adds one)"},
      {{"--catalogue", "eventlet", "--format", "pdf"},
       "--format 'pdf' is not a form of reports: write markdown, html or json"},
      {{"--catalogue", "eventlet", "--link-template", "x"}, "--link-template: 'x' is not a preset"},
      {{"--catalogue", "eventlet", "--format", "html"}, "name it with --output DIR"},
      {{"--catalogue", "eventlet", "--team", "heat"},
       "--governance FILE says which teams there are"},
      {{"--catalogue", "eventlet", "--governance", "/nowhere"}, "/nowhere"},
      {{"--catalogue", "eventlet", "--governance", ""}, "--governance must not be empty"},
      {{"--catalogue", "eventlet", "--governance", "/dev/null"},
       "/dev/null: it gives no repository a team"},
      {{"--catalogue", "eventlet", "--output", ""}, "--output must not be empty"},
      {{"--catalogue", "eventlet", "--output", "/dev/null/x"}, "/dev/null/x"},
  };
  for (const auto& [words, message] : mistakes) {
    const CommandResult result = report(words);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(split_lines(result.err).size(), 1u) << result.err;
    EXPECT_NE(result.err.find(message), std::string::npos) << result.err;
  }
  const CommandResult named = run_trawl({"report", "eventlet", "--index", tree_.index()});
  EXPECT_EQ(named.exit_code, 2);
  EXPECT_EQ(named.err,
            "trawl: report takes no arguments but got 'eventlet'; "
            "to name the catalogue use --catalogue NAME\n");
  const CommandResult both = report_of_teams({"--team", "heat", "--all-teams"});
  EXPECT_EQ(both.exit_code, 2);
  EXPECT_EQ(both.err, "trawl: give --team NAME or --all-teams, not both\n");
  const CommandResult unknown = report_of_teams({"--team", "nova"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_EQ(unknown.err, "trawl: --team 'nova' is none of: heat\n");
  tree_.add("teams.yaml", "heat:\n  deliverables:\n    heat: [openstack/heat]\n");
  const CommandResult bad =
      report({"--catalogue", "eventlet", "--governance", tree_.path("teams.yaml")});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_NE(bad.err.find("teams.yaml:3: "), std::string::npos) << bad.err;
}

TEST_F(CommandReport, TeamsThatMeetNoRepositoryAreTold) {
  tree_.add("teams.tsv", "heat\theat\nopenstack/nova\tnova\n");
  const std::string none = "trawl: " + tree_.path("teams.tsv") +
                           " gives none of the report's repositories a team (3, named like "
                           "openstack/heat)\n";
  const CommandResult all = report_of_teams({});
  EXPECT_EQ(all.exit_code, 0);
  EXPECT_EQ(all.err, none);
  const CommandResult heat = report_of_teams({"--team", "heat"});
  EXPECT_EQ(heat.exit_code, 1);
  EXPECT_EQ(heat.err, none);
  tree_.add("teams.tsv", "openstack/heat\theat\nopenstack/nova\tnova\n");
  const CommandResult nova = report_of_teams({"--team", "nova"});
  EXPECT_EQ(nova.exit_code, 1);
  EXPECT_EQ(nova.out, "");
  EXPECT_EQ(nova.err, "trawl: the snapshot has no repository of team nova\n");
  const CommandResult rest = report({"--catalogue", "eventlet", "--team", "Unknown Team"});
  EXPECT_EQ(rest.exit_code, 0) << rest.err;
  EXPECT_EQ(rest.out, report({"--catalogue", "eventlet"}).out);
}

TEST_F(CommandReport, ATeamMayBeNamedIndex) {
  tree_.add("teams.tsv", "openstack/heat\tindex\n");
  const std::string out = tree_.path("out");
  EXPECT_EQ(report_of_teams({"--team", "index", "--output", out}).exit_code, 0);
  EXPECT_EQ(report_of_teams({"--team", "index", "--format", "html", "--output", out}).exit_code, 0);
  for (const char* name : {"index.md", "index.html", "index-2.html"}) {
    EXPECT_TRUE(std::filesystem::exists(out + "/" + name)) << name;
  }
}

TEST_F(CommandReport, ACatalogueWithoutAStudyOrHitsIsSaid) {
  add_catalogue_without_study();
  const CommandResult result = report({"--catalogue", "c"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("catalogue c has no study"), std::string::npos) << result.err;
  tree_.add("nothing/here/file", "none\n");
  const std::string other = tree_.path("other");
  ASSERT_EQ(
      run_trawl_index({"build", "--index", other, "--rules",
                       TRAWL_SOURCE_DIR "/data/catalogues/eventlet.yaml", tree_.path("nothing")})
          .exit_code,
      0);
  EXPECT_EQ(run_trawl({"report", "--index", other, "--catalogue", "eventlet"}).exit_code, 1);
}

// Not of Eventlet, and without switches, so without sentences for them.
constexpr const char* kResources = R"(catalogue: resources
message: what pkg_resources is used for
rules:
  - {id: named, message: names pkg_resources, severity: INFO, languages: [generic],
     pattern-regex: '\bpkg_resources\b'}
  - {id: import, message: imports it, severity: WARNING, languages: [Python],
     pattern-regex: '^\s*(import|from) pkg_resources\b'}
  - {id: entry-points, message: looks for plugins, severity: WARNING, languages: [Python],
     pattern-regex: '\biter_entry_points\('}
study:
  subject: pkg_resources
  occurrences: named
  levels: [{from: 1, meaning: A few lines.}]
  thresholds: [2, 4, 8, 12, 16, 20, 24, 28, 32]
  deactivable:
    question: Can {subject} be switched off here?
    heading: Can be switched off
    bound: [import]
    reasons:
      unused:
        text: Only its {classes} name {subject}.
        said: {setup.rst: pkg_resources}
        unsaid: {main.py: import pkg_resources}
      bound:
        text: Code imports {subject}.
        said: {main.py: import pkg_resources}
        unsaid: {setup.rst: pkg_resources}
      undecided:
        text: Code uses it by other names.
        said: {main.py: "x.iter_entry_points('y'):"
}
        unsaid: {main.py: import pkg_resources}
  texts: {no-challenges: None., no-recommendations: None.}
  patterns:
    - {id: plugins, title: Plugins, rules: [entry-points], classes: [code], points: {file: 1},
       recommendations: [{text: Use importlib.metadata.entry_points.,
                          said: {main.py: "x.iter_entry_points('y'):"}, unsaid: {main.py: import pkg_resources}}]}
    - {id: rest, title: Names, rules: [named, import], only-otherwise: true, mention: true, points: {}}
)";

TEST_F(CommandReport, AnotherStudyAsksItsOwnQuestionAndNeedsNoSwitches) {
  tree_.add("resources.yaml", kResources);
  const CommandResult checked = run_trawl_index({"rules", "check", tree_.path("resources.yaml")});
  EXPECT_EQ(checked.exit_code, 0) << checked.err;
  tree_.add("other/tool/main.py", "from pkg_resources import working_set as plugins\n");
  tree_.add("other/tool/load.py", "def load():\n    return plugins.iter_entry_points('tool')\n");
  tree_.add("other/docs/setup.rst", "pkg_resources comes with setuptools\n");
  tree_.add("corpus.tsv", "o/docs\tother/docs\no/tool\tother/tool\t1.0\n");
  const std::string index = tree_.path("resources");
  const CommandResult built =
      run_trawl_index({"build", "--index", index, "--rules", tree_.path("resources.yaml"),
                       "--corpus", tree_.path("corpus.tsv")});
  ASSERT_EQ(built.exit_code, 0) << built.err;
  const CommandResult result = run_trawl({"report", "--index", index, "--catalogue", "resources"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto expect_has = [&](const std::string& part) {
    EXPECT_NE(result.out.find(part), std::string::npos) << part << "\nin: " << result.out;
  };
  expect_has(
      "  - **Can pkg_resources be switched off here?** Yes\n"
      "    - *Reason: Only its documentation name pkg_resources (`setup.rst#n1`).*\n");
  expect_has(
      "  - **Can pkg_resources be switched off here?** No\n"
      "    - *Reason: Code imports pkg_resources (`main.py#n1`).*\n");
  expect_has(
      "1 line in 1 file names pkg_resources: 1 in code; all are listed below, lines of "
      "comments apart. Patterns were found in 1 further file, which does not name it: "
      "1 in code. That is 2 files in all.\n");
  expect_has(" from the corpus file `" + tree_.path("corpus.tsv") +
             "`. Links to `docs` name no "
             "revision, so lines may have moved there since.*\n");
  expect_has("- **Project:** tool\n  - **Revision:** `1.0`\n");
  expect_has("/o/tool/src/tag/1.0/main.py#n1 : from pkg_resources import");
  EXPECT_EQ(result.out.find("globally deactivable"), std::string::npos);
}

// A report tells when its snapshot was built, not when rules came or segments were merged.
TEST_F(CommandReport, PagesSayWhereTheyComeFrom) {
  const std::string out = tree_.path("out");
  ASSERT_EQ(report({"--catalogue", "eventlet", "--output", out}).exit_code, 0);
  ASSERT_EQ(report({"--catalogue", "eventlet", "--format", "html", "--output", out}).exit_code, 0);
  const auto object =
      nlohmann::json::parse(report({"--catalogue", "eventlet", "--format", "json"}).out);
  EXPECT_EQ(object.at("snapshot").at("index"), tree_.index());
  EXPECT_EQ(object.at("snapshot").at("roots"), nlohmann::json({tree_.path("src")}));
  const std::string page = read_file(out + "/Unknown Team.md").value();
  const std::string before =
      "\n*Snapshot `default` of the index `" + tree_.index() + "`, built on 2";
  EXPECT_NE(page.find(before), std::string::npos) << page.substr(0, 300);
  EXPECT_NE(page.find(" UTC from `" + tree_.path("src") +
                      "`. Links name no revision, so lines may have moved since.*\n"),
            std::string::npos);
  for (const char* name : {"index.html", "Unknown Team.html"}) {
    EXPECT_NE(read_file(out + "/" + name)
                  .value()
                  .find("<p class=\"provenance\">Snapshot <code>default</code> of the "
                        "index <code>"),
              std::string::npos)
        << name;
  }
  add_catalogue_without_study();
  EXPECT_EQ(report({"--catalogue", "eventlet", "--output", out}).err, "");
  EXPECT_EQ(read_file(out + "/Unknown Team.md").value(), page) << "the snapshot is the same";
}

// The map that quickstart uses equals that of the release's list.
TEST(Teams, OfTheReleaseAreThoseOfItsList) {
  std::set<std::string> listed, mapped;
  const std::string list = read_file(TRAWL_SOURCE_DIR "/data/openstack-2024.2.tsv").value();
  for (const ListLine& line : list_lines(list)) {
    const std::string text(line.text);
    const size_t first = text.find('\t');
    const size_t second = text.find('\t', first + 1);
    listed.insert(text.substr(first + 1, second - first - 1) + "\t" + text.substr(0, first));
  }
  const std::string map = read_file(TRAWL_SOURCE_DIR "/data/teams-2024.2.tsv").value();
  for (const ListLine& line : list_lines(map)) mapped.insert(std::string(line.text));
  EXPECT_EQ(mapped, listed);
  EXPECT_EQ(mapped.size(), 174u);
}

}  // namespace
}  // namespace trawl
