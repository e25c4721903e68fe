#!/usr/bin/env python3
"""Puts sessions on the disk of a stopped gateway, made from one of its own: seed.py KIND STATE_DIR TEMPLATE_KEY COUNT

KIND copies: COUNT sessions that say what the template says.
KIND stretched: the template three times, twice of them with COUNT more messages before its compaction."""
import json
import pathlib
import sqlite3
import sys
import uuid

kind, state, template, count = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
prefix = "agent:main:"
database = sqlite3.connect(state / "state/chela.db")
(body,) = database.execute("SELECT body FROM session WHERE key = ?", [template]).fetchone()
session = json.loads(body)
lines = [json.loads(line) for line in (state / session["sessionFile"]).read_text().splitlines()]


def keep(name, lines, age_ms=0):
    """Writes the conversation under another name, with another id of its session."""
    key, old, new = prefix + name, session["sessionId"], str(uuid.uuid4())
    row = json.loads(body.replace(old, new))
    row["sessionFile"] = f"agents/main/state/transcripts/{name}.jsonl"
    row["updatedAt"] -= age_ms
    row["entries"] = len(lines)
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    (state / row["sessionFile"]).write_text(text.replace(template, key).replace(old, new))
    database.execute("INSERT OR REPLACE INTO session (key, body) VALUES (?, ?)", [key, json.dumps(row)])
    return len(text)


def stretched(lines, more):
    """The header, then the first question and answer over and over, then the conversation; in one line of descent."""
    header, pair, rest = lines[0], lines[1:3], lines[1:]
    fillers = [dict(pair[i % 2], id=f"filler-{i}") for i in range(more)]
    chain = [header, *fillers, *rest]
    for i in range(1, len(fillers) + 2):
        chain[i] = dict(chain[i], parentId=chain[i - 1]["id"])
    return [dict(line, seq=i + 1) for i, line in enumerate(chain)]


with database:
    if kind == "copies":
        size = sum(keep(f"seed-{i}", lines, age_ms=1000 * i) for i in range(count))
        print(count, "sessions,", count * len(lines), "lines,", size, "bytes")
    elif kind == "stretched":
        keep("stretched-short", lines)
        size = keep("stretched-long", stretched(lines, count))
        keep("stretched-over", stretched(lines, count))
        print(len(lines) + count, "lines,", size, "bytes")
    else:
        sys.exit(f"{kind}: there are copies and stretched")
