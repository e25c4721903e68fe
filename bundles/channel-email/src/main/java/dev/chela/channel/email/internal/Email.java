package dev.chela.channel.email.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.config.KnownSecrets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Mailboxes. */
@Component
@Capability(namespace = "chela.channel", attribute = "id=email")
public final class Email implements ChannelType {
    private static final ChannelInfo INFO = new ChannelInfo("email", "Email", Settings.SCHEMA, Set.of("password", "accessToken", "refreshToken", "clientSecret"), List.of(
            "Make a mailbox for the assistant alone, at any provider with IMAP and SMTP, and an app password where the provider has them.",
            "Put the password where only the gateway reads it (EMAIL_PASSWORD in ~/.chela/.env) and the rest into chela.json5: channels: { email: {"
                    + " address: \"assistant@example.org\", imapHost: \"imap.example.org\", smtpHost: \"smtp.example.org\","
                    + " authservId: \"mx.example.org\", password: \"${EMAIL_PASSWORD}\" } }.",
            "Where the provider takes no password but OAuth: auth: \"xoauth2\" with tokenEndpoint, clientId, refreshToken and, if it gave one, clientSecret of the app that you"
                    + " registered there; or with an accessToken, which somebody else renews.",
            "authservId is the first word of the Authentication-Results at the head of any letter in that mailbox (mx.google.com at Gmail): only"
                    + " senders for whom your provider vouches there are believed to be who they say.",
            "Write a letter to it; it answers with a code. `chela pairing approve email CODE` lets you in."));

    /** A dead connection is found within half a minute. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private final Duration silence;
    private final KnownSecrets known;

    @Activate
    public Email(@Reference KnownSecrets known) {
        this(SILENCE, known);
    }

    /** @param silence how long a server may say nothing */
    Email(Duration silence, KnownSecrets known) {
        this.silence = silence;
        this.known = known;
    }

    @Override
    public ChannelInfo info() {
        return INFO;
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        Settings settings = Settings.of(account);
        Login login = settings.login(host, known);
        Report report = new Report(host);
        Station station = new Station(settings, login, host, report, silence);
        Budget budget = new Budget(host.state(), System::currentTimeMillis, settings.perHour(), settings.perHourToOne());
        host.tasks().start("read email", station::run);
        return new EmailChannel(new Letters(settings), station, new Sending(settings, login, host, report, budget), new Cabinet(settings, login), report);
    }
}
