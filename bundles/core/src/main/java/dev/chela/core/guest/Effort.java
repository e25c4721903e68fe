package dev.chela.core.guest;

import java.time.Duration;

/**
 * What calls into a plugin took, all together.
 *
 * @param inside how long they were in it
 * @param processor time of the threads that made them; what others did for them meanwhile, such as a client's own threads, is not in it
 * @param allocated bytes on the heap, by the same threads, whether free again or not; 0 where the JVM does not tell
 */
public record Effort(Duration inside, Duration processor, long allocated) {
    public static final Effort NONE = new Effort(Duration.ZERO, Duration.ZERO, 0);

    public Effort plus(Effort other) {
        return new Effort(inside.plus(other.inside), processor.plus(other.processor), allocated + other.allocated);
    }
}
