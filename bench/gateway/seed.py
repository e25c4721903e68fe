#!/usr/bin/env python3
"""Copies one session of a stopped gateway many times, for the benchmark's `disk`: seed.py STATE_DIR TEMPLATE_KEY COUNT"""
import json
import pathlib
import sqlite3
import sys
import uuid

state, template, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
prefix = "agent:main:"
transcripts = state / "agents/main/state/transcripts"
database = sqlite3.connect(state / "state/chela.db")
(body,) = database.execute("SELECT body FROM session WHERE key = ?", [template]).fetchone()
old = json.loads(body)
lines = (state / old["sessionFile"]).read_text()

with database:
    for i in range(count):
        key, fresh = f"{prefix}seed-{i}", str(uuid.uuid4())
        file = transcripts / f"seed-{i}.jsonl"
        session = json.loads(body.replace(template, key).replace(old["sessionId"], fresh))
        session["sessionFile"] = str(file.relative_to(state))
        session["updatedAt"] -= 1000 * i
        database.execute("INSERT OR REPLACE INTO session (key, body) VALUES (?, ?)", [key, json.dumps(session)])
        file.write_text(lines.replace(template, key).replace(old["sessionId"], fresh))
print(count, "sessions of", len(lines), "bytes each")
