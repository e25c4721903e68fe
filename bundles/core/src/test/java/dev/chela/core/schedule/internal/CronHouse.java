package dev.chela.core.schedule.internal;

import dev.chela.api.config.Secret;
import dev.chela.api.grant.Child;
import dev.chela.api.net.Http;
import dev.chela.api.task.Clock;
import dev.chela.core.FixedConfig;
import dev.chela.core.schedule.CronConfig;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schedule in a house of real rooms, at a time of the test's own. */
final class CronHouse {
    private CronHouse() {}

    static Rooms rooms(Talk talk, Clock clock, CronConfig config) {
        House house = talk.house;
        return new Rooms(house.ledger, new LogRows(house.ledger), house.intake, house.outbox, house.outbox, house.turns, house.sessions,
                house.transcripts, house.systemEvents, house.events, new Places(talk.agents, house.sessions, house.book, house.borders), clock,
                new FixedConfig(config).section("cron", CronConfig.class), "boot");
    }

    static CronSchedule schedule(Talk talk, Clock clock) {
        return schedule(talk, clock, CronHouse::noCommand);
    }

    static CronSchedule schedule(Talk talk, Clock clock, Commands.Launch launch) {
        return schedule(talk, clock, launch, List.of());
    }

    /** @param within hosts of the house that jobs may POST to */
    static CronSchedule schedule(Talk talk, Clock clock, Commands.Launch launch, List<String> within) {
        return schedule(talk, clock, launch, config(null, within), talk.house.http);
    }

    /** @param token sent with what jobs POST */
    static CronConfig config(@Nullable Secret token, List<String> within) {
        return new CronConfig(null, null, token, null, null, null, new CronConfig.SsrfPolicy(within, null));
    }

    static CronSchedule schedule(Talk talk, Clock clock, Commands.Launch launch, CronConfig config, Http http) {
        CronSchedule schedule = new CronSchedule(rooms(talk, clock, config), talk.agents, talk.house.home, http, launch, ZoneId.of("UTC"));
        talk.house.belonging = schedule;
        return schedule;
    }

    static Child noCommand(dev.chela.api.id.AgentId agent, String line, Path directory, Map<String, String> environment, Duration timeout) {
        throw new AssertionError("no command was to run: " + line);
    }
}
