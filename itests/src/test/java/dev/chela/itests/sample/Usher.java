package dev.chela.itests.sample;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Verdict;

/** A hook that puts its generation into what is asked for it. */
public final class Usher implements Hook<Received> {
    private static final String ASKED = "who ushers";

    public Usher() {
        Sabotage.activating();
    }

    void leave() {
        Sabotage.deactivating();
    }

    @Override
    public Class<Received> at() {
        return Received.class;
    }

    @Override
    public Verdict<Received> on(Received passing) {
        if (!passing.text().equals(ASKED)) {
            return Verdict.pass();
        }
        Sabotage.used();
        return Verdict.replace(new Received(passing.id(), passing.session(), passing.source(), passing.account(), passing.sender(),
                "echo ushered by " + Generation.name()));
    }
}
