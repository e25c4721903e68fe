package dev.chela.testkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.api.fault.Fault;
import dev.chela.api.net.Http;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every channel promises, also one through which nothing comes and nothing leaves. The test of one that leads to a platform extends
 * {@link PlatformContract}, which promises more.
 */
public abstract class ChannelContract {
    static final String ALICE = "alice";
    private static final MessageRef NEVER_SENT = new MessageRef("999999");

    private final TestHost.Memory memory = new TestHost.Memory();
    private TestHost host = new TestHost(memory, Map.of(), new NoHttp());

    protected abstract ChannelType type();

    /** Where somebody is. */
    protected Conversation conversation(String sender) {
        return new Conversation(sender, Conversation.Kind.DIRECT, "", "", "");
    }

    protected Account account() {
        return new Account("default", Map.of());
    }

    protected Map<String, String> secrets() {
        return Map.of();
    }

    protected Http http() {
        return new NoHttp();
    }

    /** Something happens to the channel that is open, where anything ever does. */
    protected void happens(String text) {}

    /** The host of what was opened last. */
    protected final TestHost host() {
        return host;
    }

    protected final Channel open() {
        return open(secrets());
    }

    final Channel open(Map<String, String> secrets) {
        return open(type(), account(), secrets);
    }

    final Channel open(ChannelType type, Account account, Map<String, String> secrets) {
        host = new TestHost(memory, secrets, http());
        return type.open(account, host);
    }

    @AfterEach
    void end() {
        host.close();
    }

    final Delivery send(Channel channel, String text, String key) {
        return channel.deliver(post(channel, text), new DeliveryKey(key));
    }

    final Outbound post(Channel channel, String text, MediaRef... files) {
        return new Outbound.Post(conversation(ALICE), ReplyTo.NONE, new Rendered(channel.capabilities().dialect(), text), List.of(files),
                List.of(), Tone.NORMAL);
    }

    @Test
    void says_what_it_is() {
        assertThat(type().info().id()).matches("[a-z][a-z0-9-]*");
        assertThat(type().info().label()).isNotBlank();
        assertThat(type().info().setupSteps()).isNotEmpty();
        assertThat(type().info().secretFields()).containsAll(secrets().keySet());
    }

    @Test
    void says_that_it_is_there() {
        Channel channel = open();
        host.until("it is connected", () -> host.reports().stream().anyMatch(health -> health.status() == Health.Status.CONNECTED));
        assertThat(host.reports()).noneMatch(health -> health.status() == Health.Status.AUTH_FAILED);
        channel.close();
    }

    @Test
    void answers_a_live_check() {
        Channel channel = open();
        assertThat(channel.probe().ok()).isTrue();
        channel.close();
    }

    @Test
    void does_what_it_says_it_can_do_and_says_why_it_does_nothing_else() {
        Channel channel = open();
        Set<String> can = channel.capabilities().kinds();
        assertThat(Arrays.stream(Outbound.class.getPermittedSubclasses()).map(Class::getSimpleName)).containsAll(can);
        Outbound first = post(channel, "hello there");
        Delivery begun = channel.deliver(first, new DeliveryKey("run:1"));
        judge(can, first, begun);
        MessageRef sent = begun instanceof Delivery.Sent arrived ? arrived.refs().get(0) : NEVER_SENT;
        Conversation to = conversation(ALICE);
        Rendered changed = new Rendered(channel.capabilities().dialect(), "goodbye");
        for (Outbound out : List.of(new Outbound.Edit(to, sent, changed), new Outbound.React(to, sent, "👍", true),
                new Outbound.React(to, sent, "👍", false), new Outbound.Delete(to, sent), new Outbound.Poll(to, "Tea?", List.of("Yes", "No")))) {
            judge(can, out, channel.deliver(out, new DeliveryKey("run:" + out)));
        }
        channel.close();
    }

    private static void judge(Set<String> can, Outbound out, Delivery delivery) {
        if (can.contains(out.getClass().getSimpleName())) {
            assertThat(delivery).as("%s", out).isInstanceOf(Delivery.Sent.class);
        } else {
            assertThat(delivery).as("%s", out).isInstanceOfSatisfying(Delivery.Rejected.class, refused -> assertThat(refused.detail()).isNotBlank());
        }
    }

    @Test
    void does_the_same_when_it_is_quiet() {
        Channel channel = open();
        channel.quiesce();
        channel.quiesce();
        Outbound farewell = post(channel, "goodbye");
        judge(channel.capabilities().kinds(), farewell, channel.deliver(farewell, new DeliveryKey("run:1")));
        channel.close();
    }

    @Test
    void claims_of_nothing_that_was_never_sent_that_it_arrived() {
        Channel channel = open();
        Optional<Delivery> arrived = channel.recall(post(channel, "never sent"), new DeliveryKey("run:2"));
        assertThat(arrived.filter(Delivery.Sent.class::isInstance)).isEmpty();
        channel.close();
    }

    @Test
    void hands_over_no_file_that_was_never_there() {
        Channel channel = open();
        MediaRef nowhere = new MediaRef("nowhere", "text/plain", "nowhere.txt", 4);
        assertThatThrownBy(() -> channel.media(nowhere).readAllBytes()).isInstanceOf(Fault.class);
        channel.close();
    }

    @Test
    void shows_no_secret() {
        Channel channel = open();
        happens("hello");
        channel.deliver(new Outbound.Delete(conversation(ALICE), NEVER_SENT), new DeliveryKey("run:9"));
        String shown = Stream.concat(Stream.of(host.reports(), host.faults(), channel.probe()),
                host.accepted().stream().map(raw -> new String(raw.body(), StandardCharsets.UTF_8))).map(String::valueOf).collect(Collectors.joining(" "));
        assertThat(secrets().values()).noneMatch(shown::contains);
        channel.close();
    }

    @Test
    void leaves_no_task_behind_and_none_that_failed() {
        Channel channel = open();
        happens("hello");
        closesCleanly(channel);
    }

    @Test
    void leaves_nothing_behind_however_often_it_is_opened() {
        for (int swap = 0; swap < 20; swap++) {
            Channel channel = open();
            if (swap % 5 == 0) {
                happens("hello " + swap);
            }
            closesCleanly(channel);
        }
    }

    private void closesCleanly(Channel channel) {
        channel.quiesce();
        channel.close();
        assertThat(host.end()).as("tasks that did not end").isEmpty();
        assertThat(host.faults()).isEmpty();
    }
}
