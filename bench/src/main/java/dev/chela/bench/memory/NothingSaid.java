package dev.chela.bench.memory;

import dev.chela.api.id.AgentId;
import dev.chela.core.session.TranscriptFiles;
import java.util.List;
import java.util.Optional;

/** Notes alone are measured: there are no conversations. */
final class NothingSaid implements TranscriptFiles {
    @Override
    public List<Kept> list(AgentId agent) {
        return List.of();
    }

    @Override
    public Optional<Beginning> beginning(Kept transcript) {
        return Optional.empty();
    }

    @Override
    public void read(Kept transcript, long from, Reader reader) {
        // There is none to read.
    }
}
