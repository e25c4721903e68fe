package dev.chela.core.turn.internal.settings;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;

/** What the configuration says of turns, always what is in force. */
public final class TurnSettings implements AutoCloseable {
    private final OutgoingStyle outgoing;
    private final Config.Live<BlockSettings> blocks;
    private final Config.Live<LoopDetection> loops;
    private final Config.Live<LoopDetection.Roster> ownLoops;
    private final Config.Live<ContextSettings> context;
    private final Config.Live<HelperSeats> helpers;

    public TurnSettings(Config config, Agents agents) {
        outgoing = new OutgoingStyle(config, agents);
        blocks = config.section("agents", BlockSettings.class);
        loops = config.section("tools.loopDetection", LoopDetection.class);
        ownLoops = config.section("agents", LoopDetection.Roster.class);
        context = config.section("agents", ContextSettings.class);
        helpers = config.section("agents", HelperSeats.class);
    }

    public OutgoingStyle outgoing() {
        return outgoing;
    }

    public BlockSettings blocks() {
        return blocks.get();
    }

    public LoopDetection loops(AgentId agent) {
        return ownLoops.get().of(agent).orElseGet(loops::get);
    }

    public ContextSettings.Compaction compaction() {
        return context.get().compaction();
    }

    public ContextSettings.Pruning pruning() {
        return context.get().pruning();
    }

    /** How many sub-agents may be at work at once. */
    public int helpers() {
        return helpers.get().most();
    }

    @Override
    public void close() {
        helpers.close();
        context.close();
        loops.close();
        ownLoops.close();
        outgoing.close();
        blocks.close();
    }
}
