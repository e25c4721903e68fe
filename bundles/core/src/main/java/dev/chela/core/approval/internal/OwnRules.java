package dev.chela.core.approval.internal;
import dev.chela.core.inbox.Leash;

import dev.chela.core.process.ExecSettings;
import dev.chela.core.process.ExecSettings.Ask;
import dev.chela.core.process.ExecSettings.Security;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What holds for the commands of one conversation: what its owner settled for it, else what is configured. Pure.
 *
 * @param why the settings that decided, for people; empty when the configuration did
 */
record OwnRules(ExecSettings exec, Optional<String> why) {

    static OwnRules of(ExecSettings configured, Settings own) {
        return switch (own.get(Setting.PERMISSION)) {
            case "read-only" -> ruled(configured, Security.DENY, Ask.OFF, own);
            case "guarded" -> ruled(configured, Security.ALLOWLIST, Ask.ON_MISS, own);
            case "full" -> ruled(configured, Security.FULL, Ask.OFF, own);
            default -> own.get(Setting.EXEC_SECURITY).isEmpty() && own.get(Setting.EXEC_ASK).isEmpty()
                    ? new OwnRules(configured, Optional.empty()) : ruled(configured, security(configured, own), ask(configured, own), own);
        };
    }

    /** Commands outside of a sandbox that is demanded wait for a person, whatever else is said. */
    OwnRules lifted() {
        return within("allowlist", "on-miss", "elevatedLevel is \"ask\"");
    }

    /** No more than a message lets happen. */
    OwnRules within(Leash leash) {
        return leash.security().isEmpty() && leash.ask().isEmpty() ? this : within(leash.security(), leash.ask(), "the message says so");
    }

    private OwnRules within(String security, String ask, String reason) {
        Security most = security.isEmpty() ? exec.security() : Security.valueOf(security.toUpperCase(Locale.ROOT));
        Ask least = Stream.of(Ask.values()).filter(each -> each.text().equals(ask)).findFirst().orElse(Ask.OFF);
        boolean asks = least != Ask.OFF && (exec.ask() == null || exec.ask().compareTo(least) < 0);
        return new OwnRules(new ExecSettings(null, exec.security().compareTo(most) < 0 ? exec.security() : most, asks ? least : exec.ask(),
                exec.timeoutSeconds(), exec.backgroundMs(), exec.pathPrepend()), Optional.of(why.map(said -> said + ", ").orElse("") + reason));
    }

    private static Security security(ExecSettings configured, Settings own) {
        String wanted = own.get(Setting.EXEC_SECURITY);
        return wanted.isEmpty() ? configured.security() : Security.valueOf(wanted.toUpperCase(Locale.ROOT));
    }

    private static Ask ask(ExecSettings configured, Settings own) {
        return Stream.of(Ask.values()).filter(ask -> own.is(Setting.EXEC_ASK, ask.text())).findFirst().orElse(configured.ask());
    }

    private static OwnRules ruled(ExecSettings configured, Security security, Ask ask, Settings own) {
        String why = Stream.of(Setting.PERMISSION, Setting.EXEC_SECURITY, Setting.EXEC_ASK).filter(each -> !own.get(each).isEmpty())
                .map(each -> each.word() + " is \"" + own.get(each) + "\"").reduce((one, more) -> one + ", " + more).orElse("");
        return new OwnRules(new ExecSettings(null, security, ask, configured.timeoutSeconds(), configured.backgroundMs(),
                configured.pathPrepend()), Optional.of(why));
    }

    /** Why a command is refused. */
    String refusal() {
        return why.map(own -> "this conversation's own settings do not let this command run: " + own)
                .orElseGet(() -> String.valueOf(exec.refusal().getMessage()));
    }
}
