package dev.chela.tool.sessions;

import dev.chela.api.grant.Conversations;
import dev.chela.api.grant.Conversations.Sent;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Says something in another conversation. Repeatable: the same call says it once, and finds the answer that was given. */
@Capability(namespace = "chela.tool", attribute = "name=sessions_send")
@Component
public final class SessionsSend implements Tool<SessionsSend.Request> {
    private static final int USUAL_SECONDS = 30;
    private static final int LONGEST_SECONDS = 300;

    /** What the model gives. */
    public record Request(
            @Describe("What is to be said") String message,
            @Describe("The conversation's key; or give its label") Optional<String> sessionKey,
            @Describe("The conversation's label, where the key is not given") Optional<String> label,
            @Describe("How long to wait for the answer, 0 to 300 seconds (default 30); with 0 it is said to you when it comes")
                    Optional<Integer> timeoutSeconds) {
        public Request {
            if (message.isBlank()) {
                throw new IllegalArgumentException("argument 'message' must not be empty");
            }
            if (sessionKey.isPresent() == label.isPresent()) {
                throw new IllegalArgumentException("give either 'sessionKey' or 'label'");
            }
            if (timeoutSeconds.filter(seconds -> seconds < 0 || seconds > LONGEST_SECONDS).isPresent()) {
                throw new IllegalArgumentException("argument 'timeoutSeconds' must be from 0 to " + LONGEST_SECONDS + ", not " + timeoutSeconds.get());
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("sessions_send", "Say something in another conversation of this assistant, and get its answer. It reads that you"
                + " are a conversation and no person.", Effect.REPEATABLE);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws InterruptedException {
        Duration patience = Duration.ofSeconds(given.timeoutSeconds().orElse(USUAL_SECONDS));
        String target = Stream.of(given.sessionKey(), given.label()).flatMap(Optional::stream).findFirst().orElseThrow();
        Sent sent = call.grant(Conversations.class).send(target, given.message(), patience);
        if (sent instanceof Sent.Answered answered) {
            return Told.result(Map.of("reply", answered.text()));
        }
        if (sent instanceof Sent.Failed failed) {
            return ToolResult.error("It ended without an answer: " + failed.why());
        }
        boolean steered = ((Sent.Accepted) sent).steered();
        return ToolResult.text("accepted, " + (steered ? "it joins the turn that goes on there" : "it gets a turn of its own") + ". "
                + (patience.isZero() ? "The answer is said to you when it comes." : "No answer within " + patience.toSeconds()
                        + " s; read it later with sessions_history."));
    }
}
