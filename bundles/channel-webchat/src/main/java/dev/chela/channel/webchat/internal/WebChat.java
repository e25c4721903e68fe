package dev.chela.channel.webchat.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** The page at the gateway's own address. It has nothing to configure: whoever may sign in to the gateway may use it. */
@Component
@Capability(namespace = "chela.channel", attribute = "id=webchat")
public final class WebChat implements ChannelType {
    private static final ChannelInfo INFO = new ChannelInfo("webchat", "WebChat",
            "{\"type\":\"object\",\"additionalProperties\":false}", Set.of(),
            List.of("Open the link that the gateway prints when it starts.", "It signs the browser in once; the browser remembers."));

    @Override
    public ChannelInfo info() {
        return INFO;
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        return new WebChatChannel(host);
    }
}
