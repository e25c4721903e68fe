package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.fault.Permanent;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Telegram bots, and the one address at which Telegram may bring what was written to them. */
@Component(service = {ChannelType.class, HttpEndpoint.class})
@Capability(namespace = "chela.channel", attribute = "id=telegram")
public final class Telegram implements ChannelType, HttpEndpoint {
    static final String HOOKS = "/channels/telegram/";
    private static final ChannelInfo INFO = new ChannelInfo("telegram", "Telegram", Settings.SCHEMA, Set.of("botToken", "webhookSecret"), List.of(
            "In Telegram, write /newbot to @BotFather and choose a name; it answers with a token.",
            "Put the token where only the gateway reads it (TELEGRAM_BOT_TOKEN in ~/.chela/.env) and into chela.json5:"
                    + " channels: { telegram: { botToken: \"${TELEGRAM_BOT_TOKEN}\" } }.",
            "Write to your bot; it answers with a code. `chela pairing approve telegram CODE` lets you in.",
            "For groups: name them under channels.telegram.groups, add the bot, and mention it by its @name. To have it hear everything,"
                    + " /setprivacy at @BotFather, Disable, then remove the bot from the group and add it again."));
    private static final Route ROUTE = new Route(Set.of("POST"), HOOKS + "*", Route.Access.PUBLIC, 1024 * 1024, Duration.ofSeconds(30));
    private static final Reply NOBODY = new Reply.Full(404, Map.of(), new byte[0]);

    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
    /** Open accounts by the id of their bot. */
    private final Map<String, String> bots = new ConcurrentHashMap<>();

    @Override
    public ChannelInfo info() {
        return INFO;
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        Settings settings = Settings.of(account);
        BotApi api = new BotApi(host.http(), settings.apiRoot(), BotApi.checked(host.secret("botToken")), host::proven);
        return settings.webhook() ? hooked(settings, api, host) : polled(settings, api, host);
    }

    private Channel polled(Settings settings, BotApi api, ChannelHost host) {
        Station station = new Station(host, api);
        Poller poller = new Poller(station, host, api);
        claim(api.botId(), settings.account());
        host.tasks().start("poll Telegram", () -> station.run(poller::run));
        return new TelegramChannel(settings, station, host, api, () -> {
            poller.stop();
            bots.remove(api.botId(), settings.account());
        });
    }

    private Channel hooked(Settings settings, BotApi api, ChannelHost host) {
        Station station = new Station(host, api);
        Hook hook = new Hook(settings, Hook.checked(host.secret("webhookSecret")), station);
        claim(api.botId(), settings.account());
        hooks.put(settings.account(), hook);
        host.tasks().start("set Telegram's webhook", () -> station.run(hook::set));
        return new TelegramChannel(settings, station, host, api, () -> {
            hook.stop();
            hooks.remove(settings.account(), hook);
            bots.remove(api.botId(), settings.account());
        });
    }

    /** Of two who ask for the same bot's updates each would get some. */
    private void claim(String bot, String account) {
        String other = bots.putIfAbsent(bot, account);
        if (other != null) {
            throw new Permanent("the accounts '" + other + "' and '" + account + "' of channels.telegram have the same botToken; each needs a bot of its own");
        }
    }

    @Override
    public Route route() {
        return ROUTE;
    }

    /** An account that is not open here is no secret, and Telegram comes again for half a day. */
    @Override
    public Reply handle(Request request) {
        String path = request.uri().getPath();
        Hook hook = path.startsWith(HOOKS) ? hooks.get(path.substring(HOOKS.length())) : null;
        return hook == null ? NOBODY : hook.take(request.headers(), request.body());
    }
}
