package dev.chela.core.schedule.internal;

import java.util.Random;
import java.util.stream.Collectors;

/** Expressions as people write them, and some that nobody would. */
final class RandomJobs {
    private RandomJobs() {}

    static String expression(Random random) {
        String seconds = random.nextInt(6) == 0 ? random.nextInt(60) + " " : "";
        return seconds + field(random, 0, 59, 3) + " " + field(random, 0, 23, 2) + " " + field(random, 1, 31, 4) + " "
                + field(random, 1, 12, 6) + " " + field(random, 0, 6, 4);
    }

    /** @param open out of how many it says something */
    private static String field(Random random, int from, int to, int open) {
        int kind = random.nextInt(open + 3);
        int span = to - from + 1;
        if (kind >= 4) {
            return "*";
        }
        int first = from + random.nextInt(span);
        return switch (kind) {
            case 0 -> "" + first;
            case 1 -> "*/" + (2 + random.nextInt(Math.max(1, span / 2)));
            case 2 -> random.ints(1 + random.nextInt(3), from, to + 1).distinct().sorted().mapToObj(Integer::toString)
                    .collect(Collectors.joining(","));
            default -> first + "-" + (first + random.nextInt(to - first + 1));
        };
    }
}
