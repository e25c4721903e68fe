package dev.chela.testkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.RawEvent;
import dev.chela.testkit.http.Ailing;
import dev.chela.testkit.http.Ailment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a channel promises that leads to a platform, on a stand-in for it: what people write there comes, and what leaves is seen there. */
public abstract class PlatformContract extends ChannelContract {
    /** Somebody writes directly to the account, on the platform. */
    protected abstract void writes(String sender, String text);

    /** The texts that people see on the platform, in order. */
    protected abstract List<String> seen();

    /** Another account of the channel, which the platform knows by now; what it needs is closed by who made it. */
    protected abstract Neighbour neighbour();

    /** Secrets that the platform refuses; empty where nothing is secret. */
    protected Map<String, String> wrongSecrets() {
        return Map.of();
    }

    /**
     * Somebody writes in a group.
     *
     * @param spoken whether the text speaks to the assistant as the platform can tell
     * @return where; empty for platforms without groups
     */
    protected Optional<Conversation> writesInGroup(String sender, String text, boolean spoken) {
        return Optional.empty();
    }

    /** Makes the platform ill; empty where it does not speak HTTP. */
    protected Optional<Ailing> ailing() {
        return Optional.empty();
    }

    @Override
    protected final void happens(String text) {
        received(text);
    }

    private RawEvent received(String text) {
        int before = host().accepted().size();
        writes(ALICE, text);
        host().until("'" + text + "' is accepted", () -> host().accepted().size() > before);
        return host().accepted().get(before);
    }

    @Test
    void brings_a_message_with_its_sender_and_its_conversation() {
        Channel channel = open();
        RawEvent raw = received("hello");
        assertThat(raw.eventId()).isNotBlank();
        assertThat(raw.lane()).isNotBlank();
        assertThat(channel.parse(raw)).singleElement().isInstanceOfSatisfying(Inbound.Message.class, message -> {
            assertThat(message.text().value()).isEqualTo("hello");
            assertThat(message.sender().id()).isNotBlank();
            assertThat(message.origin().messageId()).isNotBlank();
            assertThat(message.origin().conversation().id()).isEqualTo(conversation(ALICE).id());
        });
        channel.close();
    }

    @Test
    void reads_the_same_event_the_same_way_in_another_life() {
        Channel first = open();
        RawEvent raw = received("hello");
        List<Inbound> meaning = first.parse(raw);
        first.close();
        host().close();
        Channel second = open();
        assertThat(second.parse(raw)).isEqualTo(meaning);
        assertThat(second.parse(raw)).isEqualTo(meaning);
        second.close();
    }

    @Test
    void goes_on_where_it_was_after_a_restart() {
        Channel first = open();
        received("one");
        first.close();
        host().close();
        Channel second = open();
        assertThat(new String(received("two").body(), StandardCharsets.UTF_8)).contains("two");
        assertThat(host().accepted()).hasSize(2);
        second.close();
    }

    @Test
    void says_that_a_message_waits_for_room_until_it_has_been_taken() {
        Channel channel = open();
        host().until("it is connected", this::connected);
        host().refuse(1);
        received("hello");
        assertThat(host().reports()).as("it said that it waits").anySatisfy(health -> assertThat(health.status()).isEqualTo(Health.Status.DEGRADED));
        host().until("it is connected again", this::connected);
        assertThat(host().accepted()).hasSize(1);
        channel.close();
    }

    private boolean connected() {
        List<Health> said = host().reports();
        return !said.isEmpty() && said.get(said.size() - 1).status() == Health.Status.CONNECTED;
    }

    @Test
    void delivers_what_it_is_given_and_names_the_message() {
        Channel channel = open();
        Delivery delivery = send(channel, "hello there", "run:1");
        assertThat(delivery).isInstanceOfSatisfying(Delivery.Sent.class, sent -> assertThat(sent.refs()).isNotEmpty());
        assertThat(seen()).containsExactly("hello there");
        channel.close();
    }

    @Test
    void sends_a_file_that_the_host_keeps_where_it_says_that_it_can_and_none_that_is_gone() {
        Channel channel = open();
        assumeTrue(channel.capabilities().files().largest() > 0, "no files are sent here");
        MediaRef kept = host().keep("notes.txt", "text/plain", "eggs".getBytes(StandardCharsets.US_ASCII));
        assertThat(channel.deliver(post(channel, "look", kept), new DeliveryKey("run:1")))
                .isInstanceOfSatisfying(Delivery.Sent.class, sent -> assertThat(sent.refs()).isNotEmpty());
        assertThat(String.join("", seen())).isEqualTo("look");
        MediaRef gone = new MediaRef(MediaRef.KEPT + "gone", "text/plain", "gone.txt", 4);
        assertThat(channel.deliver(post(channel, "", gone), new DeliveryKey("run:2"))).isInstanceOf(Delivery.Rejected.class);
        assertThat(String.join("", seen())).isEqualTo("look");
        channel.close();
    }

    @Test
    void does_not_double_a_message_where_it_says_that_repeating_is_safe() {
        Channel channel = open();
        Capabilities can = channel.capabilities();
        assumeTrue(!can.repeatSafe().isZero(), "repeating is never safe here");
        send(channel, "hello", "run:1");
        assertThat(send(channel, "hello", "run:1")).isInstanceOf(Delivery.Sent.class);
        assertThat(seen()).containsExactly("hello");
        channel.close();
    }

    @Test
    void tells_truly_what_arrived_where_it_can_tell() {
        Channel channel = open();
        send(channel, "hello", "run:1");
        Optional<Delivery> arrived = channel.recall(post(channel, "hello"), new DeliveryKey("run:1"));
        assumeTrue(arrived.isPresent(), "this platform cannot tell");
        assertThat(arrived).get().isInstanceOf(Delivery.Sent.class);
        assertThat(channel.recall(post(channel, "never sent"), new DeliveryKey("run:2"))).get().isInstanceOf(Delivery.Retry.class);
        channel.close();
    }

    @Test
    void tells_in_a_group_whether_it_is_spoken_to() {
        Channel channel = open();
        Optional<Conversation> group = writesInGroup(ALICE, "to everybody", false);
        assumeTrue(group.isPresent(), "this platform has no groups");
        writesInGroup(ALICE, "to you", true);
        host().until("both are accepted", () -> host().accepted().size() == 2);
        List<Inbound.Message> messages = host().accepted().stream().flatMap(raw -> channel.parse(raw).stream()).map(Inbound.Message.class::cast).toList();
        assertThat(messages).extracting(message -> message.text().mentionsMe()).containsExactly(false, true);
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.origin().conversation().id()).isEqualTo(group.get().id());
            assertThat(message.origin().conversation().kind()).isNotEqualTo(Conversation.Kind.DIRECT);
        });
        channel.close();
    }

    @Test
    void keeps_two_accounts_apart() {
        Neighbour next = neighbour();
        ChannelType type = type();
        Channel one = open(type, account(), secrets());
        TestHost here = host();
        try (TestHost there = new TestHost(new TestHost.Memory(), next.secrets(), http())) {
            Channel other = type.open(next.account(), there);
            for (TestHost each : List.of(here, there)) {
                each.until("it is connected", () -> each.reports().stream().anyMatch(health -> health.status() == Health.Status.CONNECTED));
            }
            received("for the one");
            next.writes().accept("for the other");
            there.until("it is accepted", () -> !there.accepted().isEmpty());
            assertThat(texts(one, here)).containsExactly("for the one");
            assertThat(texts(other, there)).containsExactly("for the other");
            send(one, "from the one", "run:1");
            send(other, "from the other", "run:2");
            assertThat(seen()).containsExactly("from the one");
            assertThat(next.seen().get()).containsExactly("from the other");
            one.close();
            next.writes().accept("are you still there?");
            there.until("it is accepted as well", () -> there.accepted().size() > 1);
            other.close();
            assertThat(there.end()).isEmpty();
            assertThat(there.faults()).isEmpty();
        }
    }

    private static List<String> texts(Channel channel, TestHost host) {
        return host.accepted().stream().flatMap(raw -> channel.parse(raw).stream()).map(Inbound.Message.class::cast).map(message -> message.text().value()).toList();
    }

    @Test
    void says_of_a_refused_secret_what_to_do_and_then_is_quiet() {
        assumeTrue(!wrongSecrets().isEmpty(), "there is nothing secret here");
        Channel channel = open(wrongSecrets());
        host().until("it is refused", () -> host().reports().stream().anyMatch(health -> health.status() == Health.Status.AUTH_FAILED));
        assertThat(host().reports()).last().satisfies(health -> assertThat(health.advice()).isNotBlank());
        channel.close();
        assertThat(host().end()).isEmpty();
        assertThat(host().faults()).isEmpty();
    }

    /** Silence and slowness take the deadlines that a channel has: the integration tests wait for them. */
    @ParameterizedTest
    @EnumSource(value = Ailment.class, names = {"DOWN", "FLOOD", "TOO_MANY"})
    void says_that_its_platform_is_ill_and_goes_on_when_that_ends(Ailment ailment) {
        assumeTrue(ailing().isPresent(), "another kind of server");
        ailing().get().suffers(ailment);
        Channel channel = open();
        host().until("it is told", () -> host().reports().stream().anyMatch(health -> health.status() == Health.Status.DEGRADED));
        ailing().get().cured();
        if (ailment != Ailment.TOO_MANY) { // The minute for which it was told to wait is waited for.
            host().until("it goes on", () -> host().reports().get(host().reports().size() - 1).status() == Health.Status.CONNECTED);
            received("hello");
        }
        channel.close();
        assertThat(host().end()).isEmpty();
        assertThat(host().faults()).isEmpty();
    }
}
