package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.http.Ailment;
import dev.chela.testkit.model.FakeModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * A platform that is down, that is silent though its connections stand, that wants a minute's pause, sends ten megabytes or answers by a byte
 * now and then harms its own channel alone: the others answer meanwhile, the state of the ill one says so within half a minute, and when it is
 * well again what was written is answered.
 */
@EnabledIf("dev.chela.itests.channels.Platforms#present")
class IllPlatformsIT {
    private static final List<Ailment> AILMENTS = Stream.of(System.getProperty("chela.channel.ailments").split(",")).map(Ailment::valueOf).toList();
    /** Who is ill at a time; the others are to be well. */
    private static final List<List<String>> WARDS = List.of(List.of("telegram", "slack", "irc"), List.of("discord", "email"));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

    private final Map<String, Long> saidAfterMillis = new LinkedHashMap<>();
    private int number;

    @Test
    void an_ill_platform_harms_its_own_channel_alone_and_is_known_to_be_ill() {
        try (FakeModel model = FakeModel.start(); Platforms platforms = new Platforms();
                Gateway gateway = Gateway.start(platforms.settingsForIllness(model), Jdk.ofTheBuild()); Wire wire = gateway.connect()) {
            platforms.awaitOpen(wire);
            for (Ailment ailment : AILMENTS) {
                for (List<String> ward : WARDS) {
                    visit(platforms, wire, ailment, ward);
                }
            }
            platforms.all().forEach(this::check);
            assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
        }
        System.out.println("milliseconds until an ill platform is known to be: " + saidAfterMillis);
        assertThat(saidAfterMillis).as("milliseconds until it is known").hasSize(AILMENTS.size() * WARDS.stream().mapToInt(List::size).sum())
                .allSatisfy((who, millis) -> assertThat(millis).as(who).isLessThanOrEqualTo(KNOWN_WITHIN.toMillis()));
    }

    private void visit(Platforms platforms, Wire wire, Ailment ailment, List<String> ill) {
        write(platforms, platforms.people().keySet());
        Until.holds(PATIENCE, () -> "the gateway knows of every answer that it arrived, before anything is wrong",
                () -> wire.call("deliveries.list", "{\"waiting\":true}").path("deliveries").isEmpty());
        ill.forEach(channel -> platforms.suffers(channel, ailment));
        long began = System.nanoTime();
        number++;
        List<String> well = platforms.people().keySet().stream().filter(channel -> !ill.contains(channel)).toList();
        // On IRC nothing can be said to somebody who is not there.
        ill.stream().filter(channel -> !channel.equals("irc")).forEach(channel -> say(platforms, channel));
        well.forEach(channel -> say(platforms, channel));
        List<String> unknown = new ArrayList<>(ill);
        Until.holds(PATIENCE, () -> unknown + " are known to suffer from " + ailment + ": " + states(wire), () -> {
            Map<String, String> states = states(wire);
            List<String> found = unknown.stream().filter(channel -> !"connected".equals(states.get(channel))).toList();
            found.forEach(channel -> saidAfterMillis.put(channel + " " + ailment, (System.nanoTime() - began) / 1_000_000));
            unknown.removeAll(found);
            return unknown.isEmpty();
        });
        awaitAnswers(platforms, wire, well, "while others suffer from " + ailment);
        assertThat(states(wire)).as("those who are well, while %s suffer from %s", ill, ailment)
                .containsAllEntriesOf(well.stream().collect(Collectors.toMap(channel -> channel, channel -> "connected")));
        ill.forEach(platforms::cured);
        List<String> back = ill.stream().filter(channel -> !channel.equals("irc")).toList();
        awaitAnswers(platforms, wire, back, "after " + ailment);
        // Where something is in doubt and not sent again, that all is well shows itself by what leaves next.
        number++;
        back.forEach(channel -> say(platforms, channel));
        Until.holds(PATIENCE, () -> "all are well after " + ailment + ": " + states(wire), () -> states(wire).values().stream().allMatch("connected"::equals));
        awaitAnswers(platforms, wire, back, "when they are well again after " + ailment);
    }

    private void write(Platforms platforms, Set<String> channels) {
        number++;
        channels.forEach(channel -> say(platforms, channel));
        Until.holds(PATIENCE, () -> "all are answered before anything is wrong", () -> platforms.all().stream().allMatch(one -> one.answers(number) > 0));
    }

    private void say(Platforms platforms, String channel) {
        platforms.people().getOrDefault(channel, List.of()).forEach(one -> one.write(number));
    }

    /** What became of an answer that a platform may have taken before it fell ill is in doubt, and listed. */
    private void awaitAnswers(Platforms platforms, Wire wire, List<String> channels, String when) {
        Until.holds(PATIENCE, () -> channels + " are answered " + when + ", or it is in doubt: " + wire.call("deliveries.list", "{\"waiting\":true,\"limit\":1000}"), () -> {
            String doubts = wire.call("deliveries.list", "{\"limit\":1000}").toString();
            return channels.stream().flatMap(channel -> platforms.people().getOrDefault(channel, List.of()).stream())
                    .allMatch(one -> one.answers(number) > 0 || doubts.contains('"' + one.word(number) + '"'));
        });
    }

    private static Map<String, String> states(Wire wire) {
        Map<String, String> states = new LinkedHashMap<>();
        JsonNode accounts = wire.call("channels.status", "{}").path("channelAccounts");
        wire.drain();
        accounts.properties().stream().filter(each -> !each.getKey().equals("webchat"))
                .forEach(each -> states.put(each.getKey(), each.getValue().path(0).path("healthState").asText()));
        return states;
    }

    private void check(Writer one) {
        for (int word = 1; word <= number; word++) {
            assertThat(one.answers(word)).as("answers to %s", one.word(word)).isLessThanOrEqualTo(1);
        }
    }
}
