package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.itests.sample.LetterBox;
import dev.chela.itests.sample.Letters;
import dev.chela.testkit.model.FakeModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every channel, and with them a tool, a model, a hook and a skill, is overwritten in {@code deploy/} and brought back again and again while
 * twenty people talk over Telegram, Discord, Slack, email and IRC, five over a channel that the distribution does not know, and twenty-five over the
 * page's protocol. What a platform brings again, and what came to a socket of ours, is answered once; how long people waited is printed.
 */
@EnabledIf("dev.chela.itests.channels.Platforms#present")
class ChannelSwapIT {
    private static final int SWAPS = Integer.getInteger("chela.channel.swaps");
    private static final String EARLIER = "8.0.0";
    /** What people need as well, whatever they talk over. */
    private static final List<String> OTHERS = List.of("examples/tool-dice", "bundles/model-openai", "examples/hook-guard", "examples/skill-moon");
    private static final int PAGES = 25;
    private static final String[] BY_LETTER = {"l0", "l1", "l2", "l3", "l4"};
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** So often everybody is answered before anything is overwritten, which is what is compared with. */
    private static final int BEFORE = 4;
    /** Telegram and Slack take one message a second in a conversation. */
    private static final Duration READS = Duration.ofMillis(1_200);
    /** And a network takes a line in two seconds from us, whomever it is for. */
    private static final Duration READS_ON_IRC = Duration.ofSeconds(7);
    /** Twenty-five who were as quick as the others would leave nothing of the machine. */
    private static final Duration READS_ON_A_PAGE = Duration.ofSeconds(4);

    @TempDir
    private Path box;

    @Test
    void nothing_is_lost_or_answered_twice_however_often_what_they_talk_by_is_exchanged() throws Exception {
        Letters letters = new Letters(box);
        try (FakeModel model = FakeModel.start(); Platforms platforms = new Platforms();
                Gateway gateway = Gateway.start(settings(platforms.settings(model), letters), Jdk.ofTheBuild());
                Wire wire = gateway.connect()) {
            overwrite(gateway, wire, Build.of("letterbox"), EARLIER);
            platforms.awaitOpen(wire);
            List<Wire> pages = IntStream.range(0, PAGES).mapToObj(i -> gateway.connect()).toList();
            Map<String, Talks> talks = new LinkedHashMap<>();
            platforms.people().forEach((channel, people) -> talks.put(channel, new Talks(channel, people, channel.equals("irc") ? READS_ON_IRC : READS)));
            talks.put("letterbox", new Talks("letterbox", Stream.of(BY_LETTER).map(name -> byLetter(letters, name)).toList(), READS));
            talks.put("webchat", new Talks("webchat", IntStream.range(0, PAGES).mapToObj(i -> onPage(pages.get(i), i)).toList(), READS_ON_A_PAGE));
            Absence absence = new Absence(platforms.bystander());
            converse(model, gateway, wire, talks, absence);
            System.out.println("each plugin exchanged " + SWAPS + " times, there and back; load " + load());
            talks.values().forEach(all -> System.out.println(all.figures()));
            System.out.println(absence.figures());
            talks.values().forEach(Talks::check);
            assertThat(wire.call("deliveries.list", "{\"limit\":1000}").path("deliveries")).as("deliveries that are not done").isEmpty();
            assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
            pages.forEach(Wire::close);
        }
    }

    private static String load() {
        return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** What is written while an answer is under way gets an answer of its own. */
    private static String settings(String base, Letters letters) {
        return Gateway.endless(base).replace("tools: {", "messages: { queue: { mode: \"followup\" } },\n  tools: {")
                .replace("channels: {", "channels: {\n    " + letters.settings(BY_LETTER) + ",");
    }

    private static Writer byLetter(Letters letters, String name) {
        return new Writer(name, true, text -> letters.write(LetterBox.letter(name, text)), () -> letters.answersTo(name));
    }

    private static Writer onPage(Wire page, int i) {
        List<String> texts = new ArrayList<>();
        return new Writer("w" + i, true, text -> page.chat("page-" + i, text, text.split(" ")[1]), () -> {
            page.drain().stream().filter(frame -> frame.path("event").asText().equals("chat") && frame.at("/payload/state").asText().equals("final")
                    && frame.at("/payload/sessionKey").asText().endsWith("page-" + i)).map(frame -> Wire.text(frame.at("/payload/message"))).forEach(texts::add);
            return texts;
        });
    }

    private static void converse(FakeModel model, Gateway gateway, Wire wire, Map<String, Talks> talks, Absence absence) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(talks.size() + 1);
        Map<String, Future<?>> works = new LinkedHashMap<>();
        talks.forEach((channel, all) -> works.put(channel, people.submit(all)));
        try {
            for (String channel : talks.keySet()) {
                at(talks, channel).await(BEFORE, at(works, channel));
            }
            Future<?> looking = people.submit(absence);
            exchangeAll(model, gateway, wire, talks, works);
            for (String channel : talks.keySet()) {
                at(talks, channel).end();
                at(works, channel).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            absence.end();
            looking.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            people.shutdownNow();
        }
    }

    /** Everybody has talked on before a channel is exchanged once more. What the model was asked is not needed, and would fill the memory of the test. */
    private static void exchangeAll(FakeModel model, Gateway gateway, Wire wire, Map<String, Talks> talks, Map<String, Future<?>> works) {
        Map<String, Integer> due = new LinkedHashMap<>();
        for (int swap = 1; swap <= SWAPS + 1; swap++) {
            model.forget();
            for (String channel : talks.keySet()) {
                at(talks, channel).await(due.getOrDefault(channel, 0), at(works, channel));
                if (swap <= SWAPS) {
                    talks.values().forEach(Talks::disturbed);
                    exchange(gateway, wire, Build.of(channel), swap);
                    due.put(channel, at(talks, channel).fewest() + 1);
                }
            }
            for (String folder : swap <= SWAPS ? OTHERS : List.<String>of()) {
                exchange(gateway, wire, Build.in(folder), swap);
            }
        }
    }

    private static <T> T at(Map<String, T> all, String channel) {
        return Objects.requireNonNull(all.get(channel));
    }

    /** @param version its jar, of any version */
    private record Build(String id, Function<String, byte[]> version) {
        static Build of(String channel) {
            return channel.equals("letterbox") ? new Build(Samples.LETTER_BOX.id(), Samples.LETTER_BOX::jar) : in("bundles/channel-" + channel);
        }

        static Build in(String folder) {
            Repacked jar = Repacked.of(folder);
            return new Build(jar.id(), jar::version);
        }
    }

    private static void exchange(Gateway gateway, Wire wire, Build jar, int swap) {
        overwrite(gateway, wire, jar, "9.0." + swap);
        overwrite(gateway, wire, jar, EARLIER);
    }

    private static void overwrite(Gateway gateway, Wire wire, Build jar, String version) {
        gateway.drop(jar.id() + ".jar", jar.version().apply(version));
        Until.holds(jar.id() + " " + version + " is installed", () -> {
            wire.drain();
            for (JsonNode plugin : wire.call("plugins.list", "{}").path("plugins")) {
                if (plugin.path("id").asText().equals(jar.id())) {
                    return plugin.path("version").asText().equals(version);
                }
            }
            return false;
        });
    }
}
