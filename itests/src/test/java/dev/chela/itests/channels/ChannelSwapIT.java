package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Every channel is overwritten in {@code deploy/} again and again while twenty people talk over Telegram, Discord and IRC, and four over the
 * page's protocol. What a platform brings again, and what came to a socket of ours, is answered once; how long people waited is printed.
 */
@EnabledIf("dev.chela.itests.channels.Platforms#present")
class ChannelSwapIT {
    private static final int SWAPS = Integer.getInteger("chela.channel.swaps");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void nothing_is_lost_or_answered_twice_however_often_the_channels_are_overwritten() throws Exception {
        try (FakeModel model = FakeModel.start(); Platforms platforms = new Platforms();
                Gateway gateway = Gateway.start(settings(platforms.settings(model)), Jdk.ofTheBuild());
                Wire wire = gateway.connect()) {
            List<Wire> pages = IntStream.range(0, 4).mapToObj(i -> gateway.connect()).toList();
            Map<String, Talks> talks = new LinkedHashMap<>();
            talks.put("telegram", new Talks("telegram", platforms.onTelegram()));
            talks.put("discord", new Talks("discord", platforms.onDiscord()));
            talks.put("irc", new Talks("irc", platforms.onIrc()));
            talks.put("webchat", new Talks("webchat", IntStream.range(0, 4).mapToObj(i -> onPage(pages.get(i), i)).toList()));
            converse(gateway, wire, talks);
            System.out.println("each channel overwritten " + SWAPS + " times");
            talks.values().forEach(all -> System.out.println(all.figures()));
            talks.values().forEach(Talks::check);
            assertThat(wire.call("deliveries.list", "{\"limit\":1000}").path("deliveries")).as("deliveries that are not done").isEmpty();
            assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
            pages.forEach(Wire::close);
        }
    }

    /** What is written while an answer is under way gets an answer of its own; and so many words are more than a day allows. */
    private static String settings(String base) {
        return base.replace("tools: {", "messages: { queue: { mode: \"followup\" } },\n  tools: {")
                .replace("agents: { defaults: {", "agents: { defaults: { budget: { day: { tokens: 0 } },");
    }

    private static Writer onPage(Wire page, int i) {
        return new Writer("w" + i, true, text -> page.chat("page-" + i, text, text.split(" ")[1]), () -> page
                .seen(frame -> frame.path("event").asText().equals("chat") && frame.at("/payload/state").asText().equals("final")
                        && frame.at("/payload/sessionKey").asText().endsWith("page-" + i))
                .stream().map(frame -> Wire.text(frame.at("/payload/message"))).toList());
    }

    private static void converse(Gateway gateway, Wire wire, Map<String, Talks> talks) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(talks.size());
        Map<String, Future<?>> works = new LinkedHashMap<>();
        talks.forEach((channel, all) -> works.put(channel, people.submit(all)));
        try {
            for (int swap = 1; swap <= SWAPS; swap++) {
                for (Map.Entry<String, Future<?>> one : works.entrySet()) {
                    overwrite(gateway, wire, one.getKey(), "9.0." + swap);
                    Objects.requireNonNull(talks.get(one.getKey())).goOn(one.getValue());
                }
            }
            talks.values().forEach(Talks::end);
            for (Future<?> work : works.values()) {
                work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            people.shutdownNow();
        }
    }

    private static void overwrite(Gateway gateway, Wire wire, String channel, String version) throws IOException {
        Repacked jar = Repacked.of("bundles/channel-" + channel);
        Path beside = Files.write(gateway.home().resolve(jar.id() + ".part"), jar.version(version));
        Files.move(beside, gateway.home().resolve("deploy").resolve(jar.id() + ".jar"), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Until.holds(jar.id() + " " + version + " is installed", () -> {
            String listed = wire.call("plugins.list", "{}").toString();
            wire.drain();
            return listed.contains("\"id\":\"" + jar.id() + "\"") && listed.contains("\"version\":\"" + version + "\"");
        });
    }
}
