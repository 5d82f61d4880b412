"""Rules for messages: libraries name no flags, and no code parses a message for a field of its status."""

import pathlib
import re

# The regular expression finds comments, so that text quoted in them is not taken for a literal; string literals, raw
# ones first; and character literals, because '"' is one.
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<end>\w*)\((?P<raw>.*?)\)(?P=end)"|"(?P<text>(?:\\.|[^"\\\n])*)"|'(?:\\.|[^'\\\n])'""",
    re.DOTALL)
FLAG = re.compile(r"(?<![\w-])--[a-z][\w-]*")
READS_MESSAGE = re.compile(
    r"\bmessage\([\w:]*\)\s*\.\s*(find\w*|rfind|substr|starts_with|ends_with|contains|compare)\(")
# Code that handles command lines, and its words for terms.
FLAG_FILES = re.compile(r"indexer/(cli/\w+|base/command_words)\.(cc|h)$")


def may_name_flags(file: str) -> bool:
    parts = pathlib.PurePath(file).parts
    return (parts[0] not in ("indexer", "query") or "commands" in parts
            or FLAG_FILES.match(file) is not None)


def check_messages(tree, file: str, lines: list[str]) -> None:
    """Reports to `tree` every rule that the text of a source file breaks."""
    text = "\n".join(lines)

    def report(position: int, what: str) -> None:
        tree.report(file, text.count("\n", 0, position) + 1, what)

    if not may_name_flags(file):
        for token in TOKEN.finditer(text):
            literal = "text" if token["text"] is not None else "raw"
            for flag in FLAG.finditer(token[literal] or ""):
                report(token.start(literal) + flag.start(),
                       f"{flag[0]} is a flag, and this is not a command: mention a Term (indexer/base/term.h)")
    if not file.startswith(("tests/", "bench/")):
        for read in READS_MESSAGE.finditer(text):
            report(read.start(), "looks into a message: give the status a field (indexer/base/error_context.h)")
