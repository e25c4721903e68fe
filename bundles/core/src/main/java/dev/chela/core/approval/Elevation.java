package dev.chela.core.approval;

import dev.chela.api.id.AgentId;
import dev.chela.core.config.Config;
import dev.chela.core.inbox.Input;
import dev.chela.core.outbox.ReturnAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Knows whose commands may leave a sandbox. Nobody's may whom the configuration does not list. */
@Component(service = Elevation.class)
public final class Elevation {
    /** What is said over the gateway itself stands in the configuration under this channel. */
    private static final String GATEWAY = "webchat";
    private static final Set<String> PEOPLE = Set.of("chat", "agent", "console");

    private final Config.Live<ElevatedConfig> config;

    @Activate
    public Elevation(@Reference Config config) {
        this.config = config.section("", ElevatedConfig.class);
    }

    @Deactivate
    public void close() {
        config.close();
    }

    /** Why not, for people; empty when they may. @param channel empty for the gateway itself */
    public Optional<String> refusal(AgentId agent, String channel, String sender) {
        return config.get().refusal(agent.value(), channel.isEmpty() ? GATEWAY : channel, sender);
    }

    /** Whether anybody's commands may. */
    public boolean isOpen(AgentId agent) {
        return config.get().listsSomebody(agent.value());
    }

    /** Whether everybody may who spoke. What the house says itself, or another system, is nobody's word. */
    public boolean permits(String agent, List<Input> heard) {
        return !heard.isEmpty() && heard.stream().allMatch(input -> permits(agent, input));
    }

    private boolean permits(String agent, Input input) {
        if (input.said().mandate().exists()) {
            return false;
        }
        if (PEOPLE.contains(input.source())) {
            return config.get().refusal(agent, GATEWAY, "").isEmpty();
        }
        return input.source().startsWith("channel:") && ReturnAddress.read(input.origin())
                .filter(from -> config.get().refusal(agent, from.channel(), from.sender()).isEmpty()).isPresent();
    }
}
