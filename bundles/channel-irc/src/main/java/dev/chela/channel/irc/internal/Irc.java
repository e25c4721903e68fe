package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Networks of Internet Relay Chat. */
@Component
@Capability(namespace = "chela.channel", attribute = "id=irc")
public final class Irc implements ChannelType {
    private static final ChannelInfo INFO = new ChannelInfo("irc", "IRC", Settings.SCHEMA, Set.of("password"), List.of(
            "Choose a network and a nick, and make an account for it there (on most networks: /msg NickServ HELP REGISTER).",
            "Put its password where only the gateway reads it (IRC_PASSWORD in ~/.chela/.env) and the rest into chela.json5: channels: { irc: {"
                    + " host: \"irc.libera.chat\", nick: \"my-assistant\", login: \"my-assistant\", password: \"${IRC_PASSWORD}\" } }.",
            "Write to it: /msg my-assistant hello; it answers with a code. `chela pairing approve irc CODE` lets you in.",
            "For channels: list them under channels.irc.channels to be joined and under channels.irc.groups to be answered in, and say its nick."));

    /** A dead connection is found within half a minute. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    @Override
    public ChannelInfo info() {
        return INFO;
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        Settings settings = Settings.of(account);
        String password = password(host);
        if (!password.isEmpty() && settings.open()) {
            throw new Permanent("channels.irc.password would be sent to " + settings.host() + " for everybody on the way to read; use tls: true");
        }
        if (!settings.login().isEmpty() && password.isEmpty()) {
            throw new Permanent("channels.irc.login is '" + settings.login() + "', but channels.irc.password is not set");
        }
        Station station = new Station(settings, password, host, SILENCE);
        host.tasks().start("read IRC", station::run);
        return new IrcChannel(settings, station);
    }

    /** There need not be one; the host says so by refusing it. */
    private static String password(ChannelHost host) {
        try {
            return host.secret("password");
        } catch (Denied none) {
            return "";
        }
    }
}
