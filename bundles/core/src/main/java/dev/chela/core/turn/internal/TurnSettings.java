package dev.chela.core.turn.internal;

import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;

/** What the configuration says of turns, always what is in force. */
final class TurnSettings implements AutoCloseable {
    private final OutgoingStyle outgoing;
    private final Config.Live<BlockSettings> blocks;
    private final Config.Live<LoopDetection> loops;
    private final Config.Live<ContextSettings> context;

    TurnSettings(Config config, Agents agents) {
        outgoing = new OutgoingStyle(config, agents);
        blocks = config.section("agents", BlockSettings.class);
        loops = config.section("tools.loopDetection", LoopDetection.class);
        context = config.section("agents", ContextSettings.class);
    }

    OutgoingStyle outgoing() {
        return outgoing;
    }

    BlockSettings blocks() {
        return blocks.get();
    }

    LoopDetection loops() {
        return loops.get();
    }

    ContextSettings.Compaction compaction() {
        return context.get().compaction();
    }

    ContextSettings.Pruning pruning() {
        return context.get().pruning();
    }

    @Override
    public void close() {
        context.close();
        loops.close();
        outgoing.close();
        blocks.close();
    }
}
