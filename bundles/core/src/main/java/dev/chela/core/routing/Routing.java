package dev.chela.core.routing;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import java.util.List;

/** Decides where messages belong. */
public interface Routing {
    /** @param text what was written, which says who of several is meant */
    Decision route(Facts facts, String text);

    /** The same, with a look at every rule. */
    Explanation explain(Facts facts, String text);

    /** The account of a channel that is meant where none is named. */
    String defaultAccount(String channel);

    /**
     * @param targets none when nobody is bound to it; several when the conversation is broadcast
     * @param matchedBy OpenClaw's word for what decided
     * @param why for people
     */
    record Decision(List<Target> targets, String matchedBy, String why) {}

    /** @param signature what an answer begins with where several answer; else empty */
    record Target(AgentId agent, SessionKey session, String signature) {}

    record Explanation(Decision decision, List<Bindings.Look> looks) {}
}
