package dev.chela.cli.wire;

import java.util.List;

/** How a connection introduces itself: its mode, the oldest protocol it bears, and the least it must be allowed to do. */
public record Role(String mode, int oldestProtocol, List<String> scopes, List<String> caps) {
    public static final String READ = "operator.read";
    public static final String WRITE = "operator.write";
    public static final String PAIRING = "operator.pairing";
    public static final String ADMIN = "operator.admin";
    public static final String QUESTIONS = "operator.questions";

    /** One command, which asks for one scope. */
    public static Role oneShot(String scope) {
        return new Role("cli", 4, List.of(scope), List.of());
    }

    /** Looks whether a gateway is there, an older one as well. */
    public static Role probe() {
        return new Role("probe", 3, List.of(READ), List.of());
    }

    /** A conversation at a terminal, which also sees what tools do and what they ask. */
    public static Role chat() {
        return new Role("cli", 4, List.of(READ, WRITE, QUESTIONS), List.of("tool-events"));
    }
}
