package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.inbox.Intake;
import dev.chela.core.schedule.CronConfig;
import dev.chela.core.store.Step;
import dev.chela.core.task.Scope;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.WallClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year in some seconds: random jobs, clock changes, and a gateway that is away again and again. What fired is what an oracle says. */
class YearTest {
    private static final int JOBS = Integer.getInteger("chela.cron.jobs", 12);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final int MOST_A_YEAR = 700;
    private static final long GRACE = 60_000;
    /** Far fewer than the inbox holds. */
    private static final int TAKEN_AT_ONCE = 1000;
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC");

    @TempDir
    Path root;

    /** @param due every time of the year, if nothing had gone wrong */
    private record Plan(ObjectNode job, String misfire, List<Long> due) {}

    private record Away(long from, long until) {}

    private final Map<String, TreeSet<Long>> fired = new TreeMap<>();
    private final List<String> doubled = new ArrayList<>();
    /** Inputs that nobody reads but this test. */
    private final List<String> taken = new ArrayList<>();

    @Test
    void a_year_of_random_jobs_across_clock_changes_and_restarts_fires_what_an_oracle_computes() {
        Random random = new Random(JOBS);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            plans.add(plan("job-" + i, random));
        }
        List<Away> away = away(random);
        long began = System.nanoTime();
        try (Talk talk = new Talk(root)) {
            run(talk, plans, away);
        }
        assertThat(doubled).as("fired twice").isEmpty();
        for (Plan plan : plans) {
            String id = plan.job().path("id").asText();
            assertThat(fired.getOrDefault(id, new TreeSet<>())).as("%s, misfire %s", plan.job(), plan.misfire())
                    .isEqualTo(expected(plan, away));
        }
        System.out.printf("%d jobs fired %d times in a year with %d restarts, in %d s%n", JOBS, fired.values().stream().mapToInt(TreeSet::size).sum(),
                away.size(), Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private static Plan plan(String id, Random random) {
        ObjectNode job = ScheduleTest.json("'id':'" + id + "','name':'" + id + "','createdAtMs':" + BEGIN.toEpochMilli()
                + ",'payload':{'kind':'agentTurn','message':'go'}");
        String misfire = List.of("skip", "once", "all").get(random.nextInt(3));
        job.putObject("policy").put("misfire", misfire);
        List<Long> due = List.of();
        while (due.isEmpty() || due.size() > MOST_A_YEAR) {
            due = schedule(job.putObject("schedule"), random);
        }
        return new Plan(job, misfire, due);
    }

    private static List<Long> schedule(ObjectNode schedule, Random random) {
        int kind = random.nextInt(6);
        long from = BEGIN.toEpochMilli();
        if (kind == 0) {
            Instant at = BEGIN.plusSeconds(1 + random.nextInt(31_000_000));
            schedule.put("kind", "at").put("at", at.toString());
            return List.of(at.toEpochMilli());
        }
        if (kind == 1) {
            long every = 43_200_000L + random.nextInt(900_000_000);
            long anchor = from - random.nextInt(900_000_000);
            schedule.put("kind", "every").put("everyMs", every).put("anchorMs", anchor);
            List<Long> due = new ArrayList<>();
            for (long at = anchor; at <= END.toEpochMilli(); at += every) {
                if (at > from) {
                    due.add(at);
                }
            }
            return due;
        }
        String expression = RandomJobs.expression(random);
        String zone = ZONES.get(random.nextInt(ZONES.size()));
        schedule.put("kind", "cron").put("expr", expression).put("tz", zone).put("staggerMs", 0);
        return new CronOracle(expression).between(from, END.toEpochMilli(), ZoneId.of(zone), MOST_A_YEAR);
    }

    private static List<Away> away(Random random) {
        List<Away> away = new ArrayList<>();
        long at = BEGIN.toEpochMilli();
        while (at < END.toEpochMilli() - Duration.ofDays(60).toMillis()) {
            long from = at + Duration.ofHours(1 + random.nextInt(700)).toMillis() + 1;
            at = from + (random.nextInt(4) == 0 ? 20_000 : Duration.ofMinutes(1 + random.nextInt(12_000)).toMillis());
            away.add(new Away(from, at));
        }
        return away;
    }

    /** In the words of the rules: what is due while somebody is there fires; of what was missed, what the job's policy says. */
    private static TreeSet<Long> expected(Plan plan, List<Away> away) {
        TreeSet<Long> expected = new TreeSet<>(plan.due());
        boolean once = plan.job().path("schedule").path("kind").asText().equals("at");
        for (Away gone : away) {
            List<Long> missed = plan.due().stream().filter(due -> due > gone.from() && due <= gone.until()).toList();
            expected.removeAll(missed);
            if (missed.isEmpty()) {
                continue;
            }
            long last = missed.get(missed.size() - 1);
            if (once || plan.misfire().equals("once") || plan.misfire().equals("skip") && gone.until() - last <= GRACE) {
                expected.add(last);
            } else if (plan.misfire().equals("all")) {
                expected.addAll(missed.subList(Math.max(0, missed.size() - 100), missed.size()));
            }
        }
        return expected;
    }

    private void run(Talk talk, List<Plan> plans, List<Away> away) {
        WallClock clock = new WallClock(BEGIN);
        Rooms rooms = CronHouse.rooms(talk, clock, new CronConfig(null, null, null, null, Duration.ofDays(400), null, null));
        // Turns are the test's own here: reception would start real ones.
        talk.house.reception.stop();
        List<String> open = new ArrayList<>();
        try (var accepted = talk.house.events.listen(Intake.Accepted.class, each -> open.add(each.input().id()))) {
            JobFile file = new JobFile(talk.house.home);
            plans.forEach(plan -> file.put(plan.job().path("id").asText(), java.util.Optional.of(plan.job())));
            Scheduler scheduler = start(talk, rooms);
            settle(talk, scheduler, open);
            for (Away gone : away) {
                scheduler = live(talk, scheduler, clock, gone.from(), open);
                scheduler.stop();
                clock.set(Instant.ofEpochMilli(gone.until()));
                clock.clear();
                scheduler = start(talk, rooms);
                settle(talk, scheduler, open);
            }
            live(talk, scheduler, clock, END.toEpochMilli(), open).stop();
        }
    }

    private static Scheduler start(Talk talk, Rooms rooms) {
        Scope scope = new Scope("year");
        Book book = new Book(rooms, new JobFile(talk.house.home), ZoneId.of("UTC"));
        Scheduler scheduler = new Scheduler(rooms, book, (agent, line, directory, environment, timeout) -> {
            throw new AssertionError(line);
        }, talk.agents, talk.house.http, scope, Duration.ofDays(400));
        scheduler.start();
        return scheduler;
    }

    private Scheduler live(Talk talk, Scheduler scheduler, WallClock clock, long until, List<String> open) {
        for (OptionalLong due = scheduler.book().due(); due.isPresent() && due.getAsLong() <= until; due = scheduler.book().due()) {
            clock.set(Instant.ofEpochMilli(Math.max(due.getAsLong(), clock.now().toEpochMilli())));
            scheduler.tick();
            settle(talk, scheduler, open);
        }
        clock.set(Instant.ofEpochMilli(until));
        return scheduler;
    }

    /** Every turn that was asked for ends well at once, and leaves the inbox before that is full. */
    private void settle(Talk talk, Scheduler scheduler, List<String> open) {
        while (!open.isEmpty()) {
            String id = open.remove(0);
            taken.add(id);
            String job = id.substring(0, id.indexOf('@'));
            if (!fired.computeIfAbsent(job, each -> new TreeSet<>()).add(Long.parseLong(id.substring(id.indexOf('@') + 1)))) {
                doubled.add(id);
            }
            scheduler.end(id, Result.ok(""));
        }
        if (taken.size() >= TAKEN_AT_ONCE) {
            Step.Builder step = Step.named("taken");
            taken.forEach(id -> talk.house.intake.close(step, id, Intake.State.SETTLED));
            talk.house.ledger.commit(step.build());
            taken.clear();
        }
    }
}
