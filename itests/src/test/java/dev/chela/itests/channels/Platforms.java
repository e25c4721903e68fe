package dev.chela.itests.channels;

import dev.chela.itests.house.Gateway;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.irc.Network;
import dev.chela.testkit.irc.Person;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Telegram, Discord and an IRC network, and twenty people there who write to the assistant. */
final class Platforms implements AutoCloseable {
    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeDiscord discord = FakeDiscord.start();
    private final Network network = new Network();
    private final List<Writer> onTelegram = IntStream.range(0, 8).mapToObj(this::telegrams).toList();
    private final List<Writer> onDiscord = IntStream.range(0, 8).mapToObj(this::writesOnDiscord).toList();
    private final List<Writer> onIrc = IntStream.range(0, 4).mapToObj(this::chats).toList();

    static boolean present() {
        return System.getenv("CI") != null || Network.installed();
    }

    List<Writer> onTelegram() {
        return onTelegram;
    }

    List<Writer> onDiscord() {
        return onDiscord;
    }

    List<Writer> onIrc() {
        return onIrc;
    }

    List<Writer> all() {
        return Stream.of(onTelegram, onDiscord, onIrc).flatMap(List::stream).toList();
    }

    /** How many messages of the assistant came to where they can be counted without asking a server. */
    int messages() {
        return Stream.concat(onTelegram.stream(), onDiscord.stream()).mapToInt(one -> one.texts().get().size()).sum();
    }

    private Writer telegrams(int i) {
        String chat = String.valueOf(telegramId(i));
        return new Writer("t" + i, true, text -> telegram.room().writes(Letter.from(telegramId(i), text)), () -> telegram.room().texts(chat));
    }

    private static long telegramId(int i) {
        return 1_001L + i;
    }

    private Writer writesOnDiscord(int i) {
        return new Writer("d" + i, true, text -> discord.world().writes(Note.from(discordId(i), text)),
                () -> discord.world().texts(discord.world().direct(discordId(i))));
    }

    private static String discordId(int i) {
        return "10000000000000001" + i;
    }

    /** Says it as soon as the assistant is there. */
    private Writer chats(int i) {
        Person person = network.person("p" + i);
        return new Writer("p" + i, false, text -> person.tells("chela", text), person::texts);
    }

    /** Of a gateway to which all of them may write. */
    String settings(FakeModel model) {
        return Gateway.settings(model.v1()).replace("tools: {", """
                channels: {
                  telegram: { botToken: "%s", apiRoot: "%s", allowFrom: [%s] },
                  discord: { token: "%s", apiRoot: "%s", allowFrom: [%s] },
                  irc: { host: "127.0.0.1", port: %d, tls: false, nick: "chela", password: "%s", allowFrom: [%s] },
                },
                tools: {""".formatted(FakeTelegram.TOKEN, telegram.root(), names(8, i -> String.valueOf(telegramId(i))), FakeDiscord.TOKEN, discord.root(),
                names(8, Platforms::discordId), network.port(), Network.PASSWORD, names(4, i -> "p" + i + "!~p" + i + "@127.0.0.1")))
                .replace("session: {", "session: { dmScope: \"per-channel-peer\",");
    }

    private static String names(int count, IntFunction<String> name) {
        return IntStream.range(0, count).mapToObj(i -> '"' + name.apply(i) + '"').collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        telegram.close();
        discord.close();
        network.close();
    }
}
