package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Pauses;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps one account on a socket of Slack's. When Slack wants another one, that is opened first, and the former heard to its end. */
final class Line implements Link.Ear {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int LONGEST = 8 * 1024 * 1024;

    private final Settings settings;
    private final ChannelHost host;
    private final WebApi sockets;
    private final Station station;
    private final Pauses pauses;
    private final Watch.Pace pace;
    private final Trail trail;
    private final CatchUp catchUp;
    private final AtomicReference<Link> link = new AtomicReference<>();
    private final AtomicReference<Link> former = new AtomicReference<>();

    /** What was told while there was no line, and how it is read. */
    record Past(Trail trail, CatchUp catchUp) {}

    /** @param sockets with the token that opens them */
    Line(Settings settings, ChannelHost host, WebApi sockets, Station station, Watch.Pace pace, Past past) {
        this.settings = settings;
        this.host = host;
        this.sockets = sockets;
        this.station = station;
        this.pauses = station.pauses();
        this.pace = pace;
        this.trail = past.trail();
        this.catchUp = past.catchUp();
    }

    void stayConnected() throws Refused {
        for (int failures = 0; !pauses.over();) {
            Duration atLeast = Duration.ZERO;
            try {
                Link.End end = visit();
                failures = end.entered() ? 0 : failures + 1;
                if (!end.stands()) {
                    trail.lost();
                }
                if (!end.why().isEmpty()) {
                    station.trouble(end.why());
                }
            } catch (Transient unreachable) {
                trail.lost();
                station.trouble(String.valueOf(unreachable.getMessage()));
                atLeast = unreachable.after();
                failures++;
            } catch (Permanent garbled) {
                trail.lost();
                station.trouble(String.valueOf(garbled.getMessage()));
                failures++;
            }
            pauses.after(failures);
            pauses.of(atLeast);
        }
    }

    private Link.End visit() throws Refused {
        WebSocket line = host.http().connect(address(), CONNECT, LONGEST);
        Link now = new Link(line, this, host.tasks(), pace);
        link.set(now);
        boolean stands = false;
        try {
            if (pauses.over()) {
                return new Link.End("", false, false);
            }
            Link.End end = now.serve();
            stands = end.stands() && !pauses.over();
            if (stands) {
                Optional.ofNullable(former.getAndSet(now)).ifPresent(Link::close);
                host.tasks().start("hear the rest from Slack", now::rest);
            }
            return end;
        } finally {
            if (!stands) {
                now.close();
            }
        }
    }

    private URI address() throws Refused {
        Answer answer = sockets.ask(Call.of("apps.connections.open"));
        if (answer instanceof Answer.Refused no) {
            if (!no.passing()) {
                throw Refused.appToken(no.toString());
            }
            throw new Transient(no.toString(), no.retryAfter());
        }
        String url = ((Answer.Ok) answer).body().path("url").asText();
        if (!url.startsWith("wss://") && !(settings.open() && url.startsWith("ws://"))) {
            throw new Permanent("Slack names a socket on which everybody could listen");
        }
        return URI.create(url);
    }

    @Override
    public void entered() {
        station.connected("");
        if (trail.begin()) {
            host.tasks().start("read what Slack could not tell", catchUp);
        }
    }

    @Override
    public boolean told(String type, JsonNode payload) {
        trail.turn();
        return station.insist(type, payload);
    }

    @Override
    public void proven() {
        host.proven();
    }

    void stop() {
        station.stop();
        Optional.ofNullable(link.get()).ifPresent(Link::close);
        Optional.ofNullable(former.get()).ifPresent(Link::close);
    }
}
