"""Asks a running Hound through its HTTP interface.

Its repositories must have the same names as in Trawl's index, because paths start with these names.
"""

import json
import pathlib
import time
import urllib.error
import urllib.parse
import urllib.request

import measure


def ask(address: str, query: str, output: pathlib.Path) -> measure.Run:
    """Writes the matching lines to `output`, as the other programs do. The time covers only the answer."""
    parameters = urllib.parse.urlencode({"q": query, "repos": "*", "i": "nope", "rng": ":", "ctx": 0})
    begin = time.perf_counter()
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/api/v1/search?{parameters}", timeout=600) as reply:
            answer = reply.read()
    except (OSError, ValueError) as error:
        raise measure.Failed(f"Hound does not answer: {error}") from None
    wall = time.perf_counter() - begin
    output.write_bytes(b"".join(lines(answer)))
    return measure.Run(wall)


def lines(answer: bytes):
    try:
        results = json.loads(answer).get("Results") or {}
        for repository, found in results.items():
            for file in found["Matches"] or ():
                for match in file["Matches"]:
                    yield f"{repository}/{file['Filename']}:{match['LineNumber']}:{match['Line']}\n".encode()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise measure.Failed(f"Hound's answer is not understood: {error!r}") from None
