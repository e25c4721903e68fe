package dev.chela.itests.powercut;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * What comes back of what nobody had made certain.
 *
 * @param names of so many changes of names, in their order, how many
 * @param contents of so many versions of a block or a length, which one
 * @param block how many bytes of a file come back together
 * @param disposable whether what can be made anew is still there
 */
public record Cut(IntUnaryOperator names, IntUnaryOperator contents, int block, boolean disposable) {
    private static final IntUnaryOperator NONE = most -> 0;
    private static final IntUnaryOperator ALL = most -> most;

    /** Nothing, which is what a machine does that writes as late as it may. */
    public static Cut bare(boolean disposable) {
        return new Cut(NONE, NONE, 4096, disposable);
    }

    /** All names and nothing of what the files hold, as where the journal is written long before the data. */
    static Cut hollow() {
        return new Cut(ALL, NONE, 4096, false);
    }

    /** Every second one as bare as can be; of the others the sectors or pages that chance has written. */
    public static Cut of(int seed) {
        SplittableRandom random = new SplittableRandom(seed); // The first bits of a Random are the same for all small seeds.
        boolean disposable = random.nextBoolean();
        IntUnaryOperator chance = most -> random.nextInt(most + 1);
        return seed % 2 == 0 ? bare(disposable) : new Cut(chance, chance, random.nextBoolean() ? 512 : 4096, disposable);
    }
}
