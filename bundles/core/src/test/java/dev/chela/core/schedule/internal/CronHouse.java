package dev.chela.core.schedule.internal;

import dev.chela.api.grant.Child;
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
        CronConfig config = new CronConfig(null, null, null, null, null, null, new CronConfig.SsrfPolicy(within, null));
        CronSchedule schedule = new CronSchedule(rooms(talk, clock, config), talk.agents, talk.house.home, talk.house.http, launch, ZoneId.of("UTC"));
        talk.house.belonging = schedule;
        return schedule;
    }

    static Child noCommand(dev.chela.api.id.AgentId agent, String line, Path directory, Map<String, String> environment, Duration timeout) {
        throw new AssertionError("no command was to run: " + line);
    }
}
