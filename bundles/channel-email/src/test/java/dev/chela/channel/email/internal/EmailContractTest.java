package dev.chela.channel.email.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Health;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.testkit.channel.Neighbour;
import dev.chela.testkit.channel.PlatformContract;
import dev.chela.testkit.mail.PostOffice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The contract of all channels, on a mail server written by others. */
@Timeout(300)
class EmailContractTest extends PlatformContract {
    private static final String ALICE = "alice@example.com";

    private final PostOffice office = PostOffice.open();
    private final PostOffice other = PostOffice.open();
    private CountDownLatch reading = new CountDownLatch(1);

    @AfterEach
    void stop() {
        office.close();
        other.close();
    }

    /** What was in a mailbox before it was first read is not for the assistant: people write once it is. */
    @Override
    protected ChannelType type() {
        Email email = new Email(new ShapeRedactor());
        return new ChannelType() {
            @Override
            public ChannelInfo info() {
                return email.info();
            }

            @Override
            public Channel open(Account account, ChannelHost host) {
                reading = new CountDownLatch(1);
                return email.open(account, telling(host, reading));
            }
        };
    }

    private static ChannelHost telling(ChannelHost host, CountDownLatch reading) {
        return (ChannelHost) Proxy.newProxyInstance(ChannelHost.class.getClassLoader(), new Class<?>[] {ChannelHost.class}, (proxy, method, given) -> {
            try {
                Object answer = method.invoke(host, given);
                if (method.getName().equals("report") && ((Health) given[0]).status() == Health.Status.CONNECTED) {
                    reading.countDown();
                }
                return answer;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
    }

    @Override
    protected void writes(String sender, String text) {
        try {
            if (!reading.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the mailbox is not read");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        office.writes(ALICE, text);
    }

    @Override
    protected Conversation conversation(String sender) {
        return new Conversation(ALICE, Conversation.Kind.DIRECT, "", "", "");
    }

    @Override
    protected List<String> seen() {
        return office.texts(ALICE);
    }

    @Override
    protected Neighbour neighbour() {
        return new Neighbour(new Account("office", Seat.settings(other)), secrets(), text -> other.writes(ALICE, text), () -> other.texts(ALICE));
    }

    @Override
    protected Account account() {
        return new Account("default", Seat.settings(office));
    }

    @Override
    protected Map<String, String> secrets() {
        return Map.of("password", PostOffice.PASSWORD);
    }

    @Override
    protected Map<String, String> wrongSecrets() {
        return Map.of("password", "not-the-password");
    }
}
