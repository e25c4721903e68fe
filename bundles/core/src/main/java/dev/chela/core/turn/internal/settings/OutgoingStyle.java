package dev.chela.core.turn.internal.settings;

import dev.chela.api.id.ModelRef;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.config.Config;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Session;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How answers look over a channel: what the account says, else its channel, else {@code messages}. */
public final class OutgoingStyle implements AutoCloseable {
    private static final String AUTO = "auto";
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z.]{1,30})\\}");

    /** @param responsePrefix what stands before an answer; variables in braces; {@code auto} for the agent's name in brackets */
    public record Outgoing(@Nullable String responsePrefix) {}

    private final Agents agents;
    private final Config.Live<Outgoing> messages;
    private final Config.Live<ChannelsConfig> channels;

    OutgoingStyle(Config config, Agents agents) {
        this.agents = agents;
        messages = config.section("messages", Outgoing.class);
        channels = config.section("", ChannelsConfig.class);
    }

    /**
     * With the space behind it; empty for none.
     *
     * @param origin that the answer goes to
     * @param thinking the level that was asked for; empty when that was left to the model
     */
    public String before(String origin, ModelRef model, String thinking, Session session) {
        Optional<Object> own = account(origin).flatMap(settings -> Optional.ofNullable(settings.get("responsePrefix")));
        String template = own.map(String::valueOf).orElse(messages.get().responsePrefix() == null ? "" : messages.get().responsePrefix());
        String prefix = template.equals(AUTO) ? "[{identity.name}]" : template;
        return prefix.isBlank() ? "" : filled(prefix, model, thinking, session) + " ";
    }

    /** What a person over a channel sees of an answer before it is whole. */
    public enum Early {
        NOTHING,
        /** What is said leaves in blocks. */
        BLOCKS,
        /** One message shows what is said so far, and becomes the answer. */
        PARTIAL,
        /** One message shows what tools are called with, and becomes the answer. */
        PROGRESS
    }

    public Early early(String origin) {
        return account(origin).map(settings -> settings.get("streaming")).map(OutgoingStyle::early).orElse(Early.NOTHING);
    }

    /** {@code "partial"}, {@code { mode: "partial" }} or {@code { block: { enabled: true } }}. */
    private static Early early(Object streaming) {
        Map<?, ?> all = streaming instanceof Map<?, ?> map ? map : Map.of("mode", streaming);
        if (all.get("block") instanceof Map<?, ?> block && Boolean.TRUE.equals(block.get("enabled"))) {
            return Early.BLOCKS;
        }
        return switch (String.valueOf(all.get("mode"))) {
            case "block" -> Early.BLOCKS;
            case "partial" -> Early.PARTIAL;
            case "progress" -> Early.PROGRESS;
            default -> Early.NOTHING;
        };
    }

    private Optional<Map<String, Object>> account(String origin) {
        return ReturnAddress.read(origin)
                .flatMap(to -> channels.get().account(to.channel(), to.account())).map(AccountSettings::settings);
    }

    /** A variable that there is not stays as it is written. */
    private String filled(String template, ModelRef model, String thinking, Session session) {
        Agent agent = agents.get(session.key().agent());
        return VARIABLE.matcher(template).replaceAll(variable -> Matcher.quoteReplacement(switch (variable.group(1).toLowerCase(Locale.ROOT)) {
            case "model" -> model.model();
            case "modelfull" -> model.toString();
            case "provider" -> model.provider();
            case "think", "thinkinglevel" -> thinking.isEmpty() ? "default" : thinking;
            case "identity.name" -> agent.identity().name().isBlank() ? agent.name() : agent.identity().name();
            default -> variable.group();
        }));
    }

    @Override
    public void close() {
        messages.close();
        channels.close();
    }
}
