package dev.chela.itests.channels;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.http.Ailment;
import dev.chela.testkit.http.Relay;
import dev.chela.testkit.irc.Network;
import dev.chela.testkit.irc.Person;
import dev.chela.testkit.mail.PostOffice;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Telegram, Discord, Slack, a mail server and an IRC network, and twenty people there who write to the assistant. */
final class Platforms implements AutoCloseable {
    private static final int ON_TELEGRAM = 5;
    private static final int ON_DISCORD = 5;
    private static final int ON_SLACK = 4;
    private static final int BY_EMAIL = 3;
    private static final int ON_IRC = 3;

    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeSlack slack = FakeSlack.start();
    private final PostOffice office = PostOffice.open();
    private final Network network = new Network();
    private final Relay imap = new Relay(office.imapPort(), "* BYE too many connections\r\n");
    private final Relay smtp = new Relay(office.smtpPort(), "421 too many connections\r\n");
    private final Relay irc = new Relay(network.port(), "ERROR :Closing Link: too many connections\r\n");
    private final AtomicInteger letters = new AtomicInteger();
    private final Map<String, List<Writer>> people = new LinkedHashMap<>();

    Platforms() {
        people.put("telegram", each(ON_TELEGRAM, this::onTelegram));
        people.put("discord", each(ON_DISCORD, this::onDiscord));
        people.put("slack", each(ON_SLACK, this::onSlack));
        people.put("email", each(BY_EMAIL, this::byEmail));
        people.put("irc", each(ON_IRC, this::onIrc));
    }

    static boolean present() {
        return System.getenv("CI") != null || Network.installed();
    }

    private static <T> List<T> each(int count, IntFunction<T> one) {
        return IntStream.range(0, count).mapToObj(one).toList();
    }

    /** Who writes over which channel, by the channel's id. */
    Map<String, List<Writer>> people() {
        return people;
    }

    List<Writer> all() {
        return people.values().stream().flatMap(List::stream).toList();
    }

    /** How many messages of the assistant came to where they can be counted without asking a server. */
    int messages() {
        return people.entrySet().stream().filter(one -> !one.getKey().equals("irc")).flatMap(one -> one.getValue().stream())
                .mapToInt(one -> one.texts().get().size()).sum();
    }

    /** What was in the mailbox before it is first read is nobody's word to the assistant. */
    void awaitOpen(Wire wire) {
        Until.holds("the mailbox is read", () -> wire.call("channels.status", "{}").toString().contains("is read at"));
    }

    /** Somebody on the IRC network who writes nothing. */
    Person bystander() {
        return network.person("watch");
    }

    private Writer onTelegram(int i) {
        String chat = telegramId(i);
        return new Writer("t" + i, true, text -> telegram.room().writes(Letter.from(Long.parseLong(chat), text)), () -> telegram.room().texts(chat));
    }

    private static String telegramId(int i) {
        return String.valueOf(1_001 + i);
    }

    private Writer onDiscord(int i) {
        return new Writer("d" + i, true, text -> discord.world().writes(dev.chela.testkit.discord.Note.from(discordId(i), text)),
                () -> discord.world().texts(discord.world().direct(discordId(i))));
    }

    private static String discordId(int i) {
        return "10000000000000001" + i;
    }

    private Writer onSlack(int i) {
        return new Writer("s" + i, true, text -> slack.world().writes(dev.chela.testkit.slack.Note.from(slackId(i), text)),
                () -> slack.world().texts(slack.world().direct(slackId(i))));
    }

    private static String slackId(int i) {
        return "U0PEOPLE" + i;
    }

    /** Everything is a letter of its own: none answers another one. */
    private Writer byEmail(int i) {
        Mailbox mailbox = new Mailbox(office, address(i));
        return new Writer("e" + i, true, text -> office.delivers("Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\nFrom: " + address(i) + "\nTo: "
                + PostOffice.ADDRESS + "\nMessage-ID: <letter-" + letters.incrementAndGet() + "@example.com>\n\n" + text + "\n"), mailbox::texts);
    }

    private static String address(int i) {
        return "e" + i + "@example.com";
    }

    /** Somebody's, of which each letter is read once. */
    private record Mailbox(PostOffice office, String address, List<String> read) {
        Mailbox(PostOffice office, String address) {
            this(office, address, new ArrayList<>());
            // The mailbox is there before the first letter comes, which would open another one.
            texts();
        }

        List<String> texts() {
            List<MimeMessage> all = office.received(address);
            synchronized (read) {
                all.stream().skip(read.size()).map(PostOffice::text).forEach(read::add);
                return List.copyOf(read);
            }
        }
    }

    /** Says it as soon as the assistant is there. */
    private Writer onIrc(int i) {
        Person person = network.person("p" + i);
        return new Writer("p" + i, false, text -> person.tells("chela", text), person::texts);
    }

    /** Every answer of a platform goes wrong, and its lines break or fall silent, where what reaches them goes by {@link #settingsForIllness}. */
    void suffers(String channel, Ailment from) {
        switch (channel) {
            case "telegram" -> telegram.ailing().suffers(from);
            case "discord" -> discord.ailing().suffers(from);
            case "slack" -> slack.ailing().suffers(from);
            case "email" -> Stream.of(imap, smtp).forEach(each -> each.suffers(from));
            default -> irc.suffers(from);
        }
        if (from == Ailment.SILENT || from == Ailment.DOWN) {
            lines(channel, from == Ailment.SILENT);
        }
    }

    private void lines(String channel, boolean silent) {
        Runnable slacks = silent ? slack.sockets()::deafen : slack.sockets()::cut;
        Runnable discords = silent ? discord.gateway()::deafen : discord.gateway()::cut;
        Map.of("slack", slacks, "discord", discords).getOrDefault(channel, () -> { }).run();
    }

    void cured(String channel) {
        switch (channel) {
            case "telegram" -> telegram.ailing().cured();
            case "discord" -> discord.ailing().cured();
            case "slack" -> slack.ailing().cured();
            case "email" -> Stream.of(imap, smtp).forEach(Relay::cured);
            default -> irc.cured();
        }
    }

    /** Of a gateway to which all of them may write. */
    String settings(FakeModel model) {
        return settings(model, office.imapPort(), office.smtpPort(), network.port());
    }

    /** The same, where each platform can be made ill. */
    String settingsForIllness(FakeModel model) {
        return settings(model, imap.port(), smtp.port(), irc.port());
    }

    private String settings(FakeModel model, int imapPort, int smtpPort, int ircPort) {
        return Gateway.settings(model.v1()).replace("tools: {", """
                channels: {
                  telegram: { botToken: "%s", apiRoot: "%s", allowFrom: [%s] },
                  discord: { token: "%s", apiRoot: "%s", allowFrom: [%s] },
                  slack: { botToken: "%s", appToken: "%s", apiRoot: "%s", allowFrom: [%s] },
                  email: { address: "%s", password: "%s", imapHost: "127.0.0.1", imapPort: %d, imapTls: "none", smtpHost: "127.0.0.1", smtpPort: %d,
                    smtpTls: "none", authservId: "mx.example.org", perHour: 10000, perHourToOne: 1000, allowFrom: [%s] },
                  irc: { host: "127.0.0.1", port: %d, tls: false, nick: "chela", password: "%s", allowFrom: [%s] },
                },
                tools: {""".formatted(FakeTelegram.TOKEN, telegram.root(), names(ON_TELEGRAM, Platforms::telegramId),
                FakeDiscord.TOKEN, discord.root(), names(ON_DISCORD, Platforms::discordId),
                FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, slack.root(), names(ON_SLACK, Platforms::slackId),
                PostOffice.ADDRESS, PostOffice.PASSWORD, imapPort, smtpPort, names(BY_EMAIL, Platforms::address),
                ircPort, Network.PASSWORD, names(ON_IRC, i -> "p" + i + "!~p" + i + "@127.0.0.1")))
                .replace("session: {", "session: { dmScope: \"per-channel-peer\",");
    }

    private static String names(int count, IntFunction<String> name) {
        return each(count, name).stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        telegram.close();
        discord.close();
        slack.close();
        Stream.of(imap, smtp, irc).forEach(Relay::close);
        office.close();
        network.close();
    }
}
