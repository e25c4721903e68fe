package dev.chela.archetype.channel;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The channel {@code sample}. The capability goes into the manifest, and what it wants to reach besides the owner's {@code apiRoot};
 * installation reads them there before anything is started.
 */
@Component
@Capability(namespace = "chela.channel", attribute = "id=sample")
@Header(name = "Chela-Grants", value = "network;hosts=127.0.0.1,secrets;names=token")
public final class Sample implements ChannelType {
    /** What stands under {@code channels.sample} of the configuration, besides what the house reads of every account. */
    private static final String SETTINGS = """
            {"type":"object","additionalProperties":false,"properties":{
              "apiRoot":{"type":"string","description":"where the platform is, such as https://sample.example"},
              "token":{"type":"string"}}}""";
    private static final ChannelInfo INFO = new ChannelInfo("sample", "Sample", SETTINGS, Set.of("token"), List.of(
            "Ask the platform for a token.",
            "Put it where only the gateway reads it (SAMPLE_TOKEN in ~/.chela/.env) and into chela.json5:"
                    + " channels: { sample: { apiRoot: \"https://sample.example\", token: \"${SAMPLE_TOKEN}\" } }.",
            "Write to the assistant; it answers with a code. `chela pairing approve sample CODE` lets you in."));

    @Activate
    public Sample() {}

    @Override
    public ChannelInfo info() {
        return INFO;
    }

    /** Returns at once: connecting is work of the account's own. */
    @Override
    public Channel open(Account account, ChannelHost host) {
        URI root = URI.create(String.valueOf(account.settings().getOrDefault("apiRoot", "http://127.0.0.1:8001")));
        Platform platform = new Platform(host.http(), root, host.secret("token"));
        Receiver receiver = new Receiver(platform, host);
        host.tasks().start("receive from Sample", receiver::run);
        return new SampleChannel(platform, receiver);
    }
}
