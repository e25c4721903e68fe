package dev.chela.core.turn.internal;

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
final class OutgoingStyle implements AutoCloseable {
    private static final String AUTO = "auto";
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z.]{1,30})\\}");

    /** @param responsePrefix what stands before an answer; variables in braces; {@code auto} for the agent's name in brackets */
    record Outgoing(@Nullable String responsePrefix) {}

    private final Agents agents;
    private final Config.Live<Outgoing> messages;
    private final Config.Live<ChannelsConfig> channels;

    OutgoingStyle(Config config, Agents agents) {
        this.agents = agents;
        messages = config.section("messages", Outgoing.class);
        channels = config.section("", ChannelsConfig.class);
    }

    /** With the space behind it; empty for none. */
    String before(ActiveRun run, Session session) {
        Optional<Object> own = account(run).flatMap(settings -> Optional.ofNullable(settings.get("responsePrefix")));
        String template = own.map(String::valueOf).orElse(messages.get().responsePrefix() == null ? "" : messages.get().responsePrefix());
        String prefix = template.equals(AUTO) ? "[{identity.name}]" : template;
        return prefix.isBlank() ? "" : filled(prefix, run, session) + " ";
    }

    /** Whether what is said before an answer is whole goes out at once, each time the model goes to work. */
    boolean sendsBlocks(ActiveRun run) {
        return account(run).map(settings -> settings.get("streaming")).filter(Map.class::isInstance)
                .map(streaming -> ((Map<?, ?>) streaming).get("block")).filter(Map.class::isInstance)
                .filter(block -> Boolean.TRUE.equals(((Map<?, ?>) block).get("enabled"))).isPresent();
    }

    private Optional<Map<String, Object>> account(ActiveRun run) {
        return ReturnAddress.read(run.input().origin())
                .flatMap(to -> channels.get().account(to.channel(), to.account())).map(AccountSettings::settings);
    }

    /** A variable that there is not stays as it is written. */
    private String filled(String template, ActiveRun run, Session session) {
        Agent agent = agents.get(session.key().agent());
        ModelRef model = run.model();
        String thinking = Books.thinking(run.input(), session);
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
