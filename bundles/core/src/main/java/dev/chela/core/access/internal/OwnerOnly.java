package dev.chela.core.access.internal;

import dev.chela.core.access.Access;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.Config;
import dev.chela.core.inbox.Intake.Input;
import dev.chela.core.outbox.ReturnAddress;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Whoever got past the gateway's authentication is the owner: the page, the command line, a program with the token. Over a channel
 * it is who stands by name in its {@code allowFrom}; {@code "*"} lets everybody in, as guests.
 */
@Component
public final class OwnerOnly implements Access {
    private static final Set<String> AUTHENTICATED = Set.of("chat", "agent", "console", "wake", "http");
    private static final Verdict GUEST = new Verdict(true, false, "");

    private final Config.Live<ChannelsConfig> config;

    @Activate
    public OwnerOnly(@Reference Config config) {
        this.config = config.section("", ChannelsConfig.class);
    }

    @Deactivate
    public void close() {
        config.close();
    }

    @Override
    public Verdict judge(Input input) {
        if (AUTHENTICATED.contains(input.source())) {
            return Verdict.OWNER;
        }
        return ReturnAddress.read(input.origin()).map(this::judge)
                .orElseGet(() -> Verdict.refused("nothing vouches for the source '" + input.source() + "'"));
    }

    private Verdict judge(ReturnAddress from) {
        var account = config.get().account(from.channel(), from.account());
        if (account.filter(there -> there.names(from.sender())).isPresent()) {
            return Verdict.OWNER;
        }
        return account.filter(ChannelsConfig.AccountSettings::isOpen).isPresent() ? GUEST : Verdict.refused("'" + from.sender()
                + "' is not in channels." + from.channel() + ".allowFrom; add it there to let this person in");
    }
}
