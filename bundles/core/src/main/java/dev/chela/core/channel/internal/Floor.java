package dev.chela.core.channel.internal;

import dev.chela.api.net.Http;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Intake;
import dev.chela.core.media.MediaStore;
import dev.chela.core.net.Ways;

/** What every account stands on. */
record Floor(Intake intake, ChannelRows rows, Vault vault, MediaStore media, Http http, Ways ways, Events events, Clock clock) {}
