package dev.chela.core.turn.internal;

import dev.chela.core.config.Config;

/** What the configuration says of turns, always what is in force. */
final class TurnSettings implements AutoCloseable {
    private final Config.Live<LoopDetection> loops;

    TurnSettings(Config config) {
        loops = config.section("tools.loopDetection", LoopDetection.class);
    }

    LoopDetection loops() {
        return loops.get();
    }

    @Override
    public void close() {
        loops.close();
    }
}
