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
        ask = mode != null ? mode.ask : ask == null ? Ask.OFF : ask;
        timeoutSeconds = timeoutSeconds == null ? 1800 : timeoutSeconds;
        backgroundMs = backgroundMs == null ? 10_000 : backgroundMs;
        pathPrepend = pathPrepend == null ? List.of() : List.copyOf(pathPrepend);
    }

    /** Nothing configured: the owner's commands run unasked. */
    public static ExecSettings defaults() {
        return new ExecSettings(null, null, null, null, null, null);
    }

    /**
     * Asks policy for one command. There is no approver in this version, so whatever would need one gets the fallback: no.
     *
     * @throws Denied naming the setting that decided
     */
    public void check() {
        if (security == Security.DENY) {
            throw new Denied("commands are switched off here: tools.exec.security is \"deny\"");
        }
        if (ask != Ask.OFF) {
            throw new Denied("this command needs a person's approval (tools.exec.ask is \"" + ask.text + "\"), and this version cannot"
                    + " ask for one yet; set tools.exec.ask to \"off\" to run commands unasked, or tools.exec.security to \"deny\"");
        }
        if (security == Security.ALLOWLIST) {
            throw new Denied("this command is on no allowlist: tools.exec.security is \"allowlist\", and this version cannot keep one yet;"
                    + " set it to \"full\" or \"deny\"");
        }
    }

    public enum Security { DENY, ALLOWLIST, FULL }

    /** How configuration spells it is {@link #text}; {@code on-miss} is no Java name. */
    public enum Ask {
        OFF("off"), ON_MISS("on-miss"), ALWAYS("always");

        private final String text;

        Ask(String text) {
            this.text = text;
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
