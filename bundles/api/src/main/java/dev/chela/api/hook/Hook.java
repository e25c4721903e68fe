package dev.chela.api.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Stands at one passage: a service, found by whiteboard. Hooks of one passage are asked one after the other, those with a higher
 * {@code service.ranking} first; each sees what the one before made of it, and a stop is the last word.
 *
 * <p>A hook is asked before anything is stored of what it decides, so it must have no effects of its own that count: after a crash it
 * is asked again, but of no message that it had changed already. It may be called by several threads at once.
 *
 * <p>One that throws, does not answer within {@code hooks.timeoutMs} or answers nonsense counts as absent; the log says so once. After
 * five faults in a row it is left alone for a minute.
 */
@ConsumerType
public interface Hook<P extends Passage> {
    /** A service property: what becomes of what passes when this hook fails or rests. {@link #SKIP} unless it is {@link #STOP}. */
    String ON_FAULT = "chela.hook.onFault";

    /** It goes on without this hook. */
    String SKIP = "skip";

    /** It is stopped: for hooks that keep something from happening. */
    String STOP = "stop";

    /** Asked once, when the hook is found. */
    Class<P> at();

    /** Interrupted past the deadline. */
    Verdict<P> on(P passing) throws Exception;
}
