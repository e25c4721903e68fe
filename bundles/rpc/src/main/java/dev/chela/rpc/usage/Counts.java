package dev.chela.rpc.usage;

/** How many messages, of which kinds. */
record Counts(long total, long user, long assistant, long toolCalls, long toolResults, long errors) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    static Counts of(Use use) {
        boolean result = use.role().equals("toolResult");
        return new Counts(1, use.role().equals("user") ? 1 : 0, use.role().equals("assistant") ? 1 : 0, use.tools().size(),
                result ? 1 : 0, use.error() ? 1 : 0);
    }

    Counts plus(Counts more) {
        return new Counts(total + more.total, user + more.user, assistant + more.assistant, toolCalls + more.toolCalls,
                toolResults + more.toolResults, errors + more.errors);
    }
}
