package dev.chela.archetype.channel;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.net.Http;
import dev.chela.testkit.channel.Neighbour;
import dev.chela.testkit.channel.PlatformContract;
import dev.chela.testkit.net.HostHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The contract that every channel keeps, against a stand-in for the platform. */
@Timeout(120)
class SampleTest extends PlatformContract {
    private static final String OTHER = "other-token-0123456789";

    private final FakePlatform platform = new FakePlatform(FakePlatform.TOKEN);
    private final FakePlatform other = new FakePlatform(OTHER);
    private final HostHttp host = new HostHttp();

    @AfterEach
    void stop() {
        platform.close();
        other.close();
        host.close();
    }

    @Override
    protected ChannelType type() {
        return new Sample();
    }

    @Override
    protected void writes(String sender, String text) {
        platform.writes(sender, text);
    }

    @Override
    protected List<String> seen() {
        return platform.seen();
    }

    @Override
    protected Neighbour neighbour() {
        return new Neighbour(new Account("office", Map.of("apiRoot", other.root().toString())), Map.of("token", OTHER),
                text -> other.writes("alice", text), other::seen);
    }

    @Override
    protected Account account() {
        return new Account("default", Map.of("apiRoot", platform.root().toString()));
    }

    @Override
    protected Map<String, String> secrets() {
        return Map.of("token", FakePlatform.TOKEN);
    }

    @Override
    protected Map<String, String> wrongSecrets() {
        return Map.of("token", "another-token-0123456789");
    }

    @Override
    protected Http http() {
        return host.http();
    }
}
