package dev.chela.core.heartbeat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.FixedConfig;
import dev.chela.core.access.Owners;
import dev.chela.core.agent.internal.DiskWorkspaceFiles;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Choice;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Heartbeat;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.WallClock;
import dev.chela.core.usage.BudgetConfig.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Heartbeats in a house of real rooms, at a time of the test's own that begins at noon. */
final class BeatHouse implements AutoCloseable {
    static final Heartbeat USUAL = Heartbeat.UNSAID;

    final Talk talk;
    final WallClock clock = new WallClock(LocalDate.of(2026, 1, 15).atTime(LocalTime.NOON).atZone(ZoneId.systemDefault()).toInstant());
    final List<Heartbeats.Told> told = new CopyOnWriteArrayList<>();
    HeartbeatService heartbeats;
    private Heartbeat said = USUAL;
    private Map<String, Object> channels = Map.of();

    BeatHouse(Talk talk) {
        this.talk = talk;
        talk.house.events.listen(Heartbeats.Told.class, told::add);
        open();
    }

    private void open() {
        House house = talk.house;
        Rooms rooms = new Rooms(house.ledger, new BeatRows(house.ledger), house.intake, house.outbox, house.turns, house.systemEvents, talk.agents,
                new DiskWorkspaceFiles(), new Destinations(house.sessions, house.book, new Alice()), house.usage, house.events, clock,
                new FixedConfig(new HeartbeatConfig(new Choice(said), null)).section("agents", HeartbeatConfig.class),
                new FixedConfig(new ChannelsConfig(channels)).section("", ChannelsConfig.class));
        heartbeats = new HeartbeatService(rooms);
        heartbeats.started();
    }

    /** As if the gateway had been restarted, with another configuration. */
    BeatHouse again(UnaryOperator<Heartbeat> change) {
        heartbeats.stop();
        said = change.apply(said);
        open();
        return this;
    }

    /** As {@link #again}, with other words of the channels. */
    BeatHouse over(Map<String, Object> newChannels) {
        channels = newChannels;
        return again(same -> same);
    }

    BeatHouse list(String text) {
        try {
            Path workspace = Files.createDirectories(talk.agents.primary().workspace());
            Files.writeString(workspace.resolve(Checklist.FILE), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** It is later by so much, and what is due by then begins. An end is told before the conversation is free again. */
    BeatHouse pass(Duration time) {
        talk.house.turns.all().forEach(run -> assertThat(talk.house.turns.quiet(run.session(), Duration.ofMinutes(1))).isTrue());
        return passAtWork(time);
    }

    /** As {@link #pass(Duration)}, while the agent is at work. */
    BeatHouse passAtWork(Duration time) {
        clock.set(clock.now().plus(time));
        heartbeats.tick();
        return this;
    }

    BeatHouse pass() {
        return pass(Duration.ofMinutes(30));
    }

    /** What came of the last of so many beats. */
    JsonNode told(int count) {
        talk.house.until(count + " were told", () -> told.size() >= count);
        return told.get(count - 1).event();
    }

    List<String> conversation() {
        return talk.house.transcripts.messages(talk.house.sessions.open(House.MAIN)).stream().map(entry -> entry.role() + ": " + entry.text()).toList();
    }

    List<String> conversation(SessionKey key) {
        return talk.house.transcripts.messages(talk.house.sessions.open(key)).stream().map(entry -> entry.role() + ": " + entry.text()).toList();
    }

    static Heartbeat every(String interval) {
        return new Heartbeat(interval, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static Heartbeat hours(ActiveHours hours) {
        return new Heartbeat(null, hours, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static Heartbeat prompt(String prompt) {
        return new Heartbeat(null, null, null, null, null, null, null, null, prompt, null, null, null, null, null);
    }

    static Heartbeat budget(Budget budget) {
        return new Heartbeat(null, null, null, null, null, null, null, null, null, null, null, null, null, budget);
    }

    @Override
    public void close() {
        heartbeats.stop();
        talk.close();
    }

    private static final class Alice implements Owners {
        @Override
        public List<String> named() {
            return List.of("loopback:alice");
        }

        @Override
        public boolean configured() {
            return true;
        }

        @Override
        public boolean bootstrap(String channel, String sender) {
            return false;
        }
    }
}
