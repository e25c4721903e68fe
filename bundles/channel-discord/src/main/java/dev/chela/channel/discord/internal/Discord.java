package dev.chela.channel.discord.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Pauses;
import dev.chela.api.fault.Permanent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Discord bots. */
@Component
@Capability(namespace = "chela.channel", attribute = "id=discord")
public final class Discord implements ChannelType {
    private static final ChannelInfo INFO = new ChannelInfo("discord", "Discord", Settings.SCHEMA, Set.of("token"), List.of(
            "At discord.com/developers/applications make an application; under Bot, Reset Token shows its token, and Message Content Intent must be switched on.",
            "Put the token where only the gateway reads it (DISCORD_BOT_TOKEN in ~/.chela/.env) and into chela.json5:"
                    + " channels: { discord: { token: \"${DISCORD_BOT_TOKEN}\" } }.",
            "Under OAuth2 make an address for the scope bot with View Channels, Send Messages, Send Messages in Threads, Read Message History, Attach Files"
                    + " and Add Reactions, open it, and add the bot to a server of yours.",
            "Write to the bot directly; it answers with a code. `chela pairing approve discord CODE` lets you in.",
            "For servers: name channels by their ids under channels.discord.groups (Developer Mode in Discord's settings shows ids), and mention the bot."));

    private final Duration pause;
    private final Pulse.Pace pace;
    /** Open accounts by the first part of their token, which is the bot's id. */
    private final Map<String, String> bots = new ConcurrentHashMap<>();

    @Activate
    public Discord() {
        this(Duration.ofSeconds(1), Pulse.Pace.USUAL);
    }

    /**
     * @param pause after a connection ended for the first time
     * @param pace at which a line is asked whether it lives
     */
    Discord(Duration pause, Pulse.Pace pace) {
        this.pause = pause;
        this.pace = pace;
    }

    @Override
    public ChannelInfo info() {
        return INFO;
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        Settings settings = Settings.of(account);
        String token = Rest.checked(host.secret("token"));
        String bot = token.split("\\.", 2)[0];
        claim(bot, settings.account());
        Rest rest = new Rest(host.http(), settings.apiRoot(), token, new Budget(System::nanoTime), host::proven);
        Places places = new Places(host.state());
        Station station = new Station(settings, token, host, rest, places, new Station.Timing(new Pauses(pause), pace));
        host.tasks().start("listen to Discord", station::run);
        return new DiscordChannel(settings, rest, new Sending(rest, places, host, () -> station.refused(Refused.token())), () -> {
            station.stop();
            bots.remove(bot, settings.account());
        });
    }

    /** Each of two would be told everything. */
    private void claim(String bot, String account) {
        String other = bots.putIfAbsent(bot, account);
        if (other != null) {
            throw new Permanent("the accounts '" + other + "' and '" + account + "' of channels.discord have the same token; each needs a bot of its own");
        }
    }
}
