package dev.chela.channel.slack.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Pauses;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Slack apps, and the one address at which Slack may bring what was written to them. */
@Component(service = {ChannelType.class, HttpEndpoint.class})
@Capability(namespace = "chela.channel", attribute = "id=slack")
public final class Slack implements ChannelType, HttpEndpoint {
    static final String HOOKS = "/channels/slack/";
    private static final ChannelInfo INFO = new ChannelInfo("slack", "Slack", Settings.SCHEMA, Set.of("botToken", "appToken", "signingSecret"), List.of(
            "At api.slack.com/apps create an app from scratch in your workspace; under OAuth & Permissions give it the Bot Token Scopes "
                    + String.join(", ", Checkup.SCOPES) + ".",
            "Under Event Subscriptions enable events, and subscribe to the bot events message.im, message.mpim, message.channels, message.groups, reaction_added"
                    + " and reaction_removed; under App Home let people write to it in the Messages Tab.",
            "Under Socket Mode enable it, which makes an app-level token (xapp-) with the scope connections:write; under OAuth & Permissions install the app,"
                    + " which makes its bot token (xoxb-).",
            "Put the tokens where only the gateway reads them (SLACK_BOT_TOKEN and SLACK_APP_TOKEN in ~/.chela/.env) and into chela.json5:"
                    + " channels: { slack: { botToken: \"${SLACK_BOT_TOKEN}\", appToken: \"${SLACK_APP_TOKEN}\" } }.",
            "Write to the app directly; it answers with a code. `chela pairing approve slack CODE` lets you in.",
            "For channels: name them by their ids under channels.slack.groups (at the end of a channel's details), /invite the app, and mention it."));
    private static final Route ROUTE = new Route(Set.of("POST"), HOOKS + "*", Route.Access.PUBLIC, 1024 * 1024, Duration.ofSeconds(30));
    private static final Reply NOBODY = new Reply.Full(404, Map.of(), new byte[0]);

    private final Timing timing;
    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
    /** Open accounts by where their apps are, and their tokens. */
    private final Map<String, String> apps = new ConcurrentHashMap<>();

    @Activate
    public Slack() {
        this(new Timing(Duration.ofSeconds(1), Watch.Pace.USUAL, InstantSource.system(), System::nanoTime));
    }

    Slack(Timing timing) {
        this.timing = timing;
    }

    /**
     * What goes by the clock.
     *
     * @param pause after a connection ended for the first time
     * @param pace at which a line is asked whether it lives
     * @param clock by which signatures and the age of messages are judged
     * @param nanos by which calls are counted
     */
    record Timing(Duration pause, Watch.Pace pace, InstantSource clock, LongSupplier nanos) {}

    @Override
    public ChannelInfo info() {
        return INFO;
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        Settings settings = Settings.of(account);
        String token = WebApi.checked("botToken", "xoxb", host.secret("botToken"));
        Optional<String> appToken = settings.http() ? Optional.empty() : Optional.of(WebApi.checked("appToken", "xapp", host.secret("appToken")));
        Optional<String> secret = settings.http() ? Optional.of(secret(host.secret("signingSecret"))) : Optional.empty();
        String app = settings.apiRoot() + " " + token;
        claim(app, settings.account());
        Budget budget = new Budget(timing.nanos());
        WebApi api = new WebApi(host.http(), settings, token, budget, host::proven);
        Pauses pauses = new Pauses(timing.pause());
        Places places = new Places(host.state(), api);
        Trail trail = new Trail(host, timing.clock());
        Station station = new Station(host, api, pauses, new Receiver(settings, places, new People(api)), trail);
        Line.Past past = new Line.Past(trail, new CatchUp(new Asking(api, pauses), trail, places, station, pauses, settings.catchUp()));
        Optional<WebApi> sockets = appToken.map(with -> new WebApi(host.http(), settings, with, budget, host::proven));
        Sending sending = new Sending(api, places, host, why -> station.refused(Refused.botToken(why)));
        Runnable quiet = sockets.map(with -> listens(settings, host, with, station, past)).orElseGet(() -> takes(settings, host, secret.orElseThrow(), station, past));
        return new SlackChannel(api, sending, new Memory(api, sending, station::own), () -> Checkup.look(api, sockets, settings), () -> {
            quiet.run();
            apps.remove(app, settings.account());
        });
    }

    private Runnable listens(Settings settings, ChannelHost host, WebApi sockets, Station station, Line.Past past) {
        Line line = new Line(settings, host, sockets, station, timing.pace(), past);
        host.tasks().start("listen to Slack", () -> station.run(line::stayConnected));
        return line::stop;
    }

    private Runnable takes(Settings settings, ChannelHost host, String secret, Station station, Line.Past past) {
        Hook hook = new Hook(new Signature(secret, timing.clock()), station, past.trail());
        hooks.put(settings.account(), hook);
        host.tasks().start("meet Slack", () -> station.run(() -> {
            station.connected(", by signed requests to " + HOOKS + settings.account());
            if (past.trail().begin()) {
                past.catchUp().run();
            }
        }));
        return () -> {
            station.stop();
            hooks.remove(settings.account(), hook);
        };
    }

    private static String secret(String said) {
        if (!said.strip().matches("[A-Za-z0-9]{16,128}")) {
            throw new Denied("channels.slack.signingSecret does not look like one of Slack's (your app, Basic Information, App Credentials)");
        }
        return said.strip();
    }

    /** Of two who ask for the same app's events each would get some. */
    private void claim(String app, String account) {
        String other = apps.putIfAbsent(app, account);
        if (other != null) {
            throw new Permanent("the accounts '" + other + "' and '" + account + "' of channels.slack have the same botToken; each needs an app of its own");
        }
    }

    @Override
    public Route route() {
        return ROUTE;
    }

    /** An account that is not open here is no secret, and Slack comes again for some minutes. */
    @Override
    public Reply handle(Request request) {
        String path = request.uri().getPath();
        Hook hook = path.startsWith(HOOKS) ? hooks.get(path.substring(HOOKS.length())) : null;
        return hook == null ? NOBODY : hook.take(request.headers(), request.body());
    }
}
