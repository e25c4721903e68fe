package dev.chela.core.hook.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.hook.Passage.Answered;
import dev.chela.api.hook.Passage.Called;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Passage.Gateway;
import dev.chela.api.hook.Passage.Plugged;
import dev.chela.api.hook.Passage.Prompted;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Passage.Sending;
import dev.chela.api.hook.Passage.Turning;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Verdict;
import dev.chela.core.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a hook may not change: what something belongs to, and where it goes. */
final class Bounds {
    private Bounds() {}

    /** @return what is wrong with a verdict; empty when nothing is */
    static Optional<String> objection(Passage passing, @Nullable Verdict<?> verdict) {
        if (verdict == null) {
            return Optional.of("it answered nothing");
        }
        if (verdict instanceof Verdict.Pass) {
            return Optional.empty();
        }
        if (passing instanceof Turning || passing instanceof Gateway || passing instanceof Plugged) {
            return Optional.of(passing.getClass().getSimpleName() + " can only be seen, neither changed nor stopped");
        }
        return verdict instanceof Verdict.Replace<?> replace ? replacing(passing, replace.with()) : Optional.empty();
    }

    private static Optional<String> replacing(Passage before, @Nullable Passage after) {
        if (after == null) {
            return Optional.of("it replaced what passed by nothing");
        }
        if (before.getClass() != after.getClass()) {
            return Optional.of("it answered with a " + after.getClass().getName());
        }
        if (!kept(before, after)) {
            return Optional.of("it changed more than it may: " + before.getClass().getSimpleName());
        }
        return after instanceof Calling calling && !isObject(calling.args())
                ? Optional.of("the arguments that it gives are no JSON object") : Optional.empty();
    }

    private static boolean kept(Passage before, Passage after) {
        if (before instanceof Received received) {
            return ((Received) after).text() != null && received.withText("").equals(((Received) after).withText(""));
        }
        if (before instanceof Prompted prompted) {
            return ((Prompted) after).prompt() != null && prompted.run().equals(((Prompted) after).run());
        }
        if (before instanceof Answered answered) {
            return ((Answered) after).answer() != null && answered.run().equals(((Answered) after).run());
        }
        if (before instanceof Calling calling) {
            return calling.withArgs("").equals(((Calling) after).withArgs(""));
        }
        if (before instanceof Called called) {
            return ((Called) after).result() != null && called.withResult(((Called) after).result()).equals(after);
        }
        return isSamePlace((Sending) before, (Sending) after);
    }

    private static boolean isSamePlace(Sending before, Sending after) {
        return after.out() != null && before.out().getClass() == after.out().getClass() && before.out().to().equals(after.out().to())
                && before.with(after.out()).equals(after);
    }

    private static boolean isObject(String args) {
        try {
            return Json.read(args).isObject();
        } catch (Permanent | IllegalArgumentException notJson) {
            return false;
        }
    }
}
