package dev.chela.httpapi.internal.run;

import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;

/** What a conversation is read from. */
record Rooms(Runs runs, Sessions sessions, Transcripts transcripts) {}
