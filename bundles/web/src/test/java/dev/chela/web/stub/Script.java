package dev.chela.web.stub;

/** What the assistant does with a message: it speaks, thinks and uses tools through the session. */
@FunctionalInterface
public interface Script {
    void play(Session session, String run, String message);

    static Script echo() {
        return (session, run, message) -> session.say(run, "You said: " + message);
    }
}
