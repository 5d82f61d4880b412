#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "indexer/cli/arguments.h"
#include "indexer/cli/index_flag.h"
#include "indexer/study/analysis.h"
#include "indexer/text/quantities.h"
#include "query/commands/commands.h"
#include "query/commands/habits.h"
#include "query/commands/opened_index.h"
#include "query/output/link_template.h"
#include "query/output/output.h"
#include "query/report/evidence_collection.h"
#include "query/report/html/html_report.h"
#include "query/report/provenance.h"
#include "query/report/report_folder.h"
#include "query/report/report_json.h"
#include "query/report/report_markdown.h"
#include "query/report/report_study.h"
#include "query/report/report_text.h"
#include "query/report/teams/report_teams.h"

namespace trawl {
namespace {

constexpr std::string_view kDescription =
    R"(Judges each project by the hits of a catalogue, as the catalogue's study says: the answer to the study's question, how
complex the migration is, which files show what. Every statement cites its lines, and all occurrences are listed.
Projects are grouped by team, as the --governance file says; those that it does not name belong to "Unknown Team".)";

constexpr std::string_view kNotes =
    R"(A --governance file is projects.yaml of openstack/governance (any *.yaml), a CODEOWNERS file (by that name; a pattern
that matches a repository's name as a directory gives it to the first owner), or has lines REPOSITORY<TAB>TEAM.

With --output DIR every file is written whole or not at all. DIR/.trawl-report-FORMAT lists the files of DIR that earlier
reports of the same format wrote: a report of all teams removes those that it does not write. With --team they stay,
and only that team's file is written; html's index.html then shows that team alone, and json's one file holds it alone.
All other files stay, and so does one that somebody changed: when a report has a file of that name, nothing is
written.)";

// clang-format off
std::vector<Flag> report_flags() {
  return {
      index_flag(),
      snapshot_flag(),
      {.name = "catalogue", .value = "NAME", .once = true, .help = "the catalogue to judge by; trawl-index rules add FILE gives it to the index",
       .group = flag_group::kInput},
      {.name = "governance", .value = "FILE", .once = true, .help = "which repositories belong to which team",
       .group = flag_group::kInput},
      {.name = "team", .value = "NAME", .once = true, .help = "report on this team alone", .group = flag_group::kFilter},
      {.name = "all-teams", .help = "report on all teams, which is the default",
       .group = flag_group::kFilter},
      {.name = "format", .value = "markdown|html|json", .help = "the form of the report", .otherwise = "markdown",
       .group = flag_group::kOutput},
      {.name = "link-template", .value = "T",
       .help = "the form of links, as in trawl search: beagle (default for markdown), "
               "gitea (default for html and json), github, gitlab, cgit, gitiles, "
               "or a text with {repository} {path} {revision} {line} {text}; "
               "html and json take the address alone, percent-encoded",
       .group = flag_group::kOutput},
      {.name = "output", .letter = 'o', .value = "DIR", .once = true,
       .help = "write files, one for each team, into DIR; "
               "html needs it, the others are printed without it",
       .group = flag_group::kOutput}};
}
// clang-format on

enum class Format { kMarkdown, kHtml, kJson };
constexpr std::array<Choice<Format>, 3> kFormats = {
    {{"markdown", Format::kMarkdown}, {"html", Format::kHtml}, {"json", Format::kJson}}};

Result<Format> format_of(const Arguments& arguments) {
  TRAWL_ASSIGN_OR_RETURN(
      const Format format,
      choice_argument(arguments, "format", kFormats, Format::kMarkdown,
                      "--format '{}' is not a form of reports: write markdown, html or json"));
  if (format == Format::kHtml && !arguments.has("output")) {
    return invalid_argument("--format html writes a folder of pages: name it with --output DIR");
  }
  return format;
}

// Lists of occurrences have always used beagle's form. If a program or a browser follows the links,
// they must be addresses that lead to the line, so they use gitea's form for the same server.
Result<LinkTemplate> link_template(const Arguments& arguments, Format format) {
  const char* preset = format == Format::kMarkdown ? "beagle" : "gitea";
  return LinkTemplate::parse(arguments.get("link-template").value_or(preset));
}

Result<TeamRequest> team_request(const Arguments& arguments) {
  TeamRequest request;
  TRAWL_ASSIGN_OR_RETURN(request.file, nonempty_argument(arguments, "governance"));
  request.team = arguments.get("team");
  if (request.team && arguments.has("all-teams")) {
    return invalid_argument("give --team NAME or --all-teams, not both");
  }
  return request;
}

struct Analysed {
  StudyWords words;
  Provenance provenance;
  std::vector<std::string> teams;  // all teams in a report of all teams
  std::vector<TeamReport> reports;
};

Result<std::vector<std::string>> repositories_of(IndexReader* reader) {
  std::vector<std::string> names;
  for (uint32_t i = 0; i < reader->entry_count(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* const entry, reader->entry({i}));
    names.push_back(entry->repository);
  }
  return names;
}

Result<Analysed> analyse_index(const Arguments& arguments, const TeamChoice& teams,
                               const Console& console) {
  const std::optional<std::string> name = arguments.get("catalogue");
  if (!name)
    return invalid_argument(
        "name a catalogue of the index with --catalogue NAME (trawl-index stats lists them)");
  TRAWL_ASSIGN_OR_RETURN(IndexReader* const reader, open_index(arguments, kListFamilies, console));
  TRAWL_ASSIGN_OR_RETURN(const std::string text, reader->catalogue(*name));
  TRAWL_ASSIGN_OR_RETURN(const StoredStudy stored, parse_stored_study(text, *name));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<RepositoryEvidence> evidence,
                         collect_evidence(stored.catalogue, stored.study, reader));
  std::vector<ProjectAnalysis> projects;
  for (const RepositoryEvidence& repository : evidence) {
    if (auto analysis = analyse(stored.study, stored.catalogue, repository)) {
      projects.push_back(std::move(*analysis));
    }
  }
  TRAWL_ASSIGN_OR_RETURN(const std::vector<std::string> repositories, repositories_of(reader));
  if (const auto warning = teams.warning(projects, repositories)) console.message(*warning);
  TRAWL_ASSIGN_OR_RETURN(const std::string directory, index_directory(arguments));
  TRAWL_ASSIGN_OR_RETURN(Provenance provenance, read_provenance(directory, reader));
  std::vector<std::string> all = teams.teams_of(projects);
  return Analysed{stored.study.words, std::move(provenance), std::move(all),
                  teams.reports(std::move(projects))};
}

// The reports' file names without their ending. A team's name is the same whichever teams are
// reported, so that no team's file overwrites another's.
std::vector<std::string> file_names(const Analysed& analysed, std::set<std::string> taken) {
  const std::vector<std::string> all = report_file_names(analysed.teams, std::move(taken));
  std::vector<std::string> names;
  for (size_t i = 0; i < all.size(); ++i) {
    const auto is_reported = [&](const TeamReport& report) {
      return report.team == analysed.teams[i];
    };
    if (std::any_of(analysed.reports.begin(), analysed.reports.end(), is_reported)) {
      names.push_back(all[i]);
    }
  }
  return names;
}

std::vector<ReportFile> files_of(const Analysed& analysed, Format format, ReportExtent extent,
                                 const LinkTemplate& links) {
  const std::vector<TeamReport>& reports = analysed.reports;
  const Provenance& provenance = analysed.provenance;
  if (format == Format::kJson) return {{"report.json", json_report(reports, provenance, links)}};
  // An overview of nothing would only hide another team's overview.
  if (reports.empty() && extent == ReportExtent::kPart) return {};
  if (format == Format::kHtml) {
    return html_reports(analysed.words, reports, file_names(analysed, {kHtmlOverview}), provenance,
                        links);
  }
  std::vector<ReportFile> files;
  const std::vector<std::string> names = file_names(analysed, {});
  for (size_t i = 0; i < names.size(); ++i) {
    files.push_back({names[i] + ".md", markdown_report(reports[i], provenance, links)});
  }
  return files;
}

// Writes the files and reports what happened to files of earlier reports.
Status write_files(const std::vector<ReportFile>& files, ReportExtent extent,
                   const std::string& form, const std::string& directory, const Console& console) {
  TRAWL_ASSIGN_OR_RETURN(const StaleFiles stale,
                         write_report_folder(directory, form, files, extent));
  if (!stale.removed.empty()) {
    console.message("removed " + count_text(stale.removed.size(), "file") +
                    " of an earlier report from " + directory);
  }
  for (const std::string& name : stale.kept) {
    console.message(directory + "/" + name +
                    " was written by an earlier report and changed since, so it stays");
  }
  return {};
}

Result<int> run_report(const Arguments& arguments, const Console& console) {
  TRAWL_ASSIGN_OR_RETURN(const Format format, format_of(arguments));
  TRAWL_ASSIGN_OR_RETURN(const LinkTemplate links, link_template(arguments, format));
  TRAWL_ASSIGN_OR_RETURN(TeamRequest request, team_request(arguments));
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> directory,
                         nonempty_argument(arguments, "output"));
  TRAWL_ASSIGN_OR_RETURN(const TeamChoice teams, TeamChoice::of(std::move(request)));
  TRAWL_ASSIGN_OR_RETURN(const Analysed analysed, analyse_index(arguments, teams, console));
  const ReportExtent extent = teams.is_of_one() ? ReportExtent::kPart : ReportExtent::kAll;
  const std::vector<ReportFile> files = files_of(analysed, format, extent, links);
  if (directory) {
    TRAWL_RETURN_IF_ERROR(write_files(files, extent, arguments.get("format").value_or("markdown"),
                                      *directory, console));
  } else {
    Output output(STDOUT_FILENO);
    for (const ReportFile& file : files) {
      TRAWL_ASSIGN_OR_RETURN(const bool more, output.write(file.content));
      if (!more) break;
    }
    TRAWL_RETURN_IF_ERROR(output.flush());
  }
  return analysed.reports.empty() ? kNotFoundExit : kFound;
}

}  // namespace

Command report_command() {
  return {
      .name = "report",
      .summary = "what the hits of a catalogue mean, team by team",
      .usage = "--catalogue NAME [FLAG]...",
      .description = kDescription,
      .examples =
          {{"trawl report --catalogue eventlet --governance projects.yaml --team heat"},
           {"trawl report --catalogue eventlet --governance projects.yaml --output reports"},
           {"trawl report --catalogue eventlet --governance projects.yaml --format html --output "
            "reports"},
           {"trawl report --catalogue eventlet --format json"}},
      .notes = kNotes,
      .exit_codes =
          "Exits 0 when there is something to report, 1 when there is nothing, 2 after an error.",
      .positional = {.instead = "to name the catalogue use --catalogue NAME"},
      .flags = report_flags(),
      .habits = report_habits(),
      .run = run_report};
}

}  // namespace trawl
