// Tests of a made-up program whose texts contain the characters that are special in each form. That
// real shells and groff accept the forms is tested in tests/scripts/generated_help_test.py.
#include "indexer/cli/generated_text.h"

#include <gtest/gtest.h>

#include <string>

#include "indexer/cli/completed_words.h"

namespace trawl {
namespace {

Program quoting_program() {
  return {.name = "paint-all",
          .version = "1.2",
          .summary = "paints",
          .flags_heading = "Flags:",
          .commands = {
              {.name = "mix",
               .summary = "mixes 'em",
               .usage = "[--in FILE] COLOR...",
               .description = ".a \\ and ~ and ^ and `\n\n  as it is\n'quoted'",
               .examples = {{"paint-all mix 'a-b'", "-> it's"}},
               .notes = "Last.",
               .positional = {1, kAnyNumber, "COLOR"},
               .flags = {{.name = "in",
                          .letter = 'i',
                          .value = "FILE",
                          .help = "where: [a] 'pot'",
                          .otherwise = "none",
                          .group = flag_group::kInput},
                         {.name = "kind", .value = "wet|dry", .repeats = true, .help = "how"},
                         {.name = "soon", .help = "not supported yet", .is_planned = true}}},
              {.name = "show", .summary = "shows", .usage = "ROOT", .positional = {1, 1, "ROOT"}}}};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(GeneratedText, IsOneOfFourForms) {
  const Program program = quoting_program();
  EXPECT_EQ(*generated_text(program, "man"), manual_page(program));
  EXPECT_EQ(*generated_text(program, "bash"), bash_completion(program));
  EXPECT_EQ(*generated_text(program, "zsh"), zsh_completion(program));
  EXPECT_EQ(*generated_text(program, "fish"), fish_completion(program));
  EXPECT_EQ(generated_text(program, "").status().message(),
            "--generate : no such form; use man, bash, zsh or fish");
}

TEST(GeneratedText, AManualPageHasTheTextsOfHelp) {
  EXPECT_EQ(manual_page(quoting_program()),
            R"(.TH PAINT\-ALL 1 "" "paint\-all 1.2" "User Commands"
.nh
.ad l
.SH NAME
paint\-all \- paints
.SH SYNOPSIS
\fBpaint\-all\fR \fBmix\fR [\-\-in FILE] COLOR...
.br
\fBpaint\-all\fR \fBshow\fR ROOT
.br
\fBpaint\-all\fR \-\-help|\-\-version|\-\-generate FORM
.SH COMMANDS
.TP
\fBmix\fR
mixes \(aqem
.TP
\fBshow\fR
shows
.SS mix
\&.a \e and \(ti and \(ha and \(ga
.PP
.nf
  as it is
\(aqquoted\(aq
.fi
.PP
.RS 4
.nf
\fBpaint\-all mix \(aqa\-b\(aq\fR
.fi
.RE
.RS 8
\-> it\(aqs
.RE
.PP
Last.
.PP
Flags:
.PP
.I Input
.TP
\fB\-i\fR, \fB\-\-in\fR \fIFILE\fR
where: [a] \(aqpot\(aq (default: none)
.PP
.I General
.TP
\fB\-\-kind\fR \fIwet|dry\fR
how
.TP
\fB\-h\fR, \fB\-\-help\fR
print this and exit
.SH FLAGS WITHOUT A COMMAND
.TP
\fB\-h\fR, \fB\-\-help\fR
print this and exit
.TP
\fB\-V\fR, \fB\-\-version\fR
print the version and exit
.TP
\fB\-\-generate\fR \fIman|bash|zsh|fish\fR
print the manual page, or completions for a shell, and exit
)");
}

TEST(GeneratedText, CompletionsQuoteWhatTheirShellWouldRead) {
  EXPECT_TRUE(contains(zsh_completion(quoting_program()),
                       R"('(-i --in)'{-i+,--in=}'[where\: \[a\] '\''pot'\'']:in:_files')"));
  EXPECT_TRUE(contains(zsh_completion(quoting_program()), "'*--kind=[how]:kind:(wet dry)'"));
  EXPECT_TRUE(contains(zsh_completion(quoting_program()), "'mix:mixes '\\''em'"));
  EXPECT_TRUE(
      contains(fish_completion(quoting_program()), R"(-s i -l in -r -F -d 'where: [a] \'pot\'')"));
  EXPECT_TRUE(
      contains(bash_completion(quoting_program()), "--in | -i) value=1 choices='' kind=file ;;"));
  EXPECT_TRUE(
      contains(bash_completion(quoting_program()), "--kind) value=1 choices='wet dry' kind= ;;"));
  for (const char* form : {"man", "bash", "zsh", "fish"}) {
    EXPECT_FALSE(contains(*generated_text(quoting_program(), form), "soon")) << form;
  }
}

TEST(CompletedWords, AUsageSaysWhatFollows) {
  const Program program = quoting_program();
  const std::vector<CompletedCommand> commands = completed_commands(program);
  ASSERT_EQ(commands.size(), 3u);
  EXPECT_EQ(commands[0].path, "");
  EXPECT_EQ(commands[1].path, "/mix");
  EXPECT_EQ(commands[1].word, WordKind::kUnknown);  // FILE belongs to --in
  EXPECT_EQ(commands[2].word, WordKind::kDirectory);
}

}  // namespace
}  // namespace trawl
