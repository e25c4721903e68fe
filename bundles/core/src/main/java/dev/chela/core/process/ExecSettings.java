package dev.chela.core.process;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Denied;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code tools.exec}.
 *
 * @param mode a preset for {@code security} and {@code ask} together; the two may not be given beside it
 * @param timeoutSeconds after which a command is ended when its caller did not say; 0 for never
 * @param backgroundMs how long a caller waits before a running command goes to the background
 * @param pathPrepend directories put before PATH
 */
public record ExecSettings(
        @Nullable Mode mode,
        @Nullable Security security,
        @Nullable Ask ask,
        @Range(min = 0, max = 604_800) @Nullable Integer timeoutSeconds,
        @Range(min = 0, max = 600_000) @Nullable Integer backgroundMs,
        @Nullable List<String> pathPrepend) {

    public ExecSettings {
        if (mode != null && (security != null || ask != null)) {
            throw new IllegalArgumentException("tools.exec.mode stands for security and ask: give either it or them");
        }
        security = mode != null ? mode.security : security == null ? Security.FULL : security;
        ask = mode != null ? mode.ask : ask;
        timeoutSeconds = timeoutSeconds == null ? 1800 : timeoutSeconds;
        backgroundMs = backgroundMs == null ? 10_000 : backgroundMs;
        pathPrepend = pathPrepend == null ? List.of() : List.copyOf(pathPrepend);
    }

    /** Nothing configured: the owner's commands run unasked. */
    public static ExecSettings defaults() {
        return new ExecSettings(null, null, null, null, null, null);
    }

    /** What policy says to one command. */
    public enum Verdict { RUN, ASK, DENIED }

    /**
     * @param remote it came over a channel: then a person is asked unless the owner configured otherwise
     * @param listed it is one that a person allowed for good
     */
    public Verdict judge(boolean remote, boolean listed) {
        if (security == Security.DENY) {
            return Verdict.DENIED;
        }
        if (asking(remote) == Ask.ALWAYS) {
            return Verdict.ASK;
        }
        boolean miss = !listed && (security == Security.ALLOWLIST || ask == null && remote);
        if (!miss) {
            return Verdict.RUN;
        }
        return asking(remote) == Ask.OFF ? Verdict.DENIED : Verdict.ASK;
    }

    /** How it is asked, whether configured or not. */
    public Ask asking(boolean remote) {
        return ask != null ? ask : remote ? Ask.ON_MISS : Ask.OFF;
    }

    /** Why a command is refused, and which setting decided. */
    public Denied refusal() {
        return switch (java.util.Objects.requireNonNull(security)) {
            case DENY -> new Denied("commands are switched off here: tools.exec.security is \"deny\"");
            case ALLOWLIST -> new Denied("this command is on no allowlist, and nobody may be asked: tools.exec.security is \"allowlist\""
                    + " and tools.exec.ask is \"" + asking(false).text + "\"; with ask \"on-miss\" a person can allow it");
            case FULL -> new Denied("this command needs a person's approval (tools.exec.ask is \"" + asking(true).text
                    + "\"), and was started where nobody could be asked; let the assistant run it in a conversation");
        };
    }

    public enum Security { DENY, ALLOWLIST, FULL }

    /** How configuration spells it is {@link #text}; {@code on-miss} is no Java name. */
    public enum Ask {
        OFF("off"), ON_MISS("on-miss"), ALWAYS("always");

        private final String text;

        Ask(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public enum Mode {
        DENY(Security.DENY, Ask.OFF),
        ALLOWLIST(Security.ALLOWLIST, Ask.OFF),
        ASK(Security.ALLOWLIST, Ask.ON_MISS),
        AUTO(Security.ALLOWLIST, Ask.ON_MISS),
        FULL(Security.FULL, Ask.OFF);

        private final Security security;
        private final Ask ask;

        Mode(Security security, Ask ask) {
            this.security = security;
            this.ask = ask;
        }
    }
}
