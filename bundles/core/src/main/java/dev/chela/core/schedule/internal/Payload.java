package dev.chela.core.schedule.internal;

import dev.chela.api.fault.Permanent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a job does. */
sealed interface Payload {
    /** Told to the main conversation. */
    record Event(String text) implements Payload {}

    /**
     * Said to the agent.
     *
     * @param model empty for the agent's own
     * @param thinking empty for the conversation's own
     * @param timeout zero for as long as it takes; empty for what such a run is usually given
     * @param tools the only ones that may be used; empty for all that policy allows
     */
    record AgentTurn(String message, String model, String thinking, Optional<Duration> timeout, Optional<List<String>> tools) implements Payload {}

    /**
     * Run on the gateway's machine.
     *
     * @param directory empty for the agent's workspace
     * @param most characters of its output that are kept
     */
    record Command(List<String> argv, String directory, Map<String, String> environment, String input, Duration timeout, int most)
            implements Payload {
        /** As a shell reads it. */
        String line() {
            StringBuilder line = new StringBuilder();
            argv.forEach(word -> line.append(line.isEmpty() ? "" : " ").append('\'').append(word.replace("'", "'\\''")).append('\''));
            return line.toString();
        }
    }

    Duration COMMAND_TIMEOUT = Duration.ofMinutes(10);
    int OUTPUT = 16_384;

    /** @throws Permanent naming what is wrong */
    static Payload read(Fields payload) {
        return switch (payload.word("kind", "", List.of("systemEvent", "agentTurn", "command"))) {
            case "systemEvent" -> new Event(payload.only(Set.of("kind", "text"), Map.of("toolsAllow", "is for agentTurn")).required("text"));
            case "agentTurn" -> turn(payload);
            default -> command(payload);
        };
    }

    private static Payload turn(Fields payload) {
        payload.only(Set.of("kind", "message", "model", "thinking", "timeoutSeconds", "toolsAllow", "toolsAllowIsDefault",
                        "allowUnsafeExternalContent", "lightContext"),
                Map.of("fallbacks", "a job has no fallbacks of its own; set them for its agent: agents.defaults.model.fallbacks"));
        if (payload.flag("lightContext", false)) {
            throw new Permanent("at " + payload.at() + "/lightContext: is not built; leave it out");
        }
        return new AgentTurn(payload.required("message"), payload.text("model").orElse(""), payload.text("thinking").orElse(""),
                payload.number("timeoutSeconds", 0).map(Duration::ofSeconds), payload.texts("toolsAllow"));
    }

    private static Payload command(Fields payload) {
        payload.only(Set.of("kind", "argv", "cwd", "env", "input", "timeoutSeconds", "outputMaxBytes", "toolsAllowIsDefault"),
                Map.of("noOutputTimeoutSeconds", "is not built; use timeoutSeconds", "toolsAllow", "is for agentTurn"));
        List<String> argv = payload.texts("argv").filter(words -> !words.isEmpty())
                .orElseThrow(() -> new Permanent("at " + payload.at() + "/argv: must be a list of at least one text"));
        return new Command(argv, payload.text("cwd").orElse(""), payload.map("env"), payload.node().path("input").asText(""),
                payload.number("timeoutSeconds", 0).map(Duration::ofSeconds).orElse(COMMAND_TIMEOUT),
                payload.number("outputMaxBytes", 1).map(Long::intValue).orElse(OUTPUT));
    }
}
