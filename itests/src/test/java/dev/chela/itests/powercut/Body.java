package dev.chela.itests.powercut;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file: what is certain of it, and what was changed since. */
final class Body implements Node {
    private final Image certain;
    private final List<Pending> pending = new ArrayList<>();
    private int length;

    private record Pending(Change change, long at, boolean shrinks) {}

    Body(byte[] bytes) {
        certain = new Image(bytes);
        length = bytes.length;
    }

    int length() {
        return length;
    }

    /** @param at when it had returned */
    void change(Change change, long at) {
        int after = change.length(length);
        pending.add(new Pending(change, at, after < length));
        length = after;
    }

    /** @param began when the sync did: what returned before it is certain now */
    void sync(long began) {
        while (!pending.isEmpty() && pending.get(0).at() < began) {
            pending.remove(0).change().apply(certain);
        }
    }

    /** How often it was changed since it was certain. */
    int uncertain() {
        return pending.size();
    }

    /** What a process reads here. */
    byte[] now() {
        Image image = new Image(certain.bytes());
        pending.forEach(each -> each.change().apply(image));
        return image.bytes();
    }

    byte[] after(Cut cut) {
        List<Integer> shrinks = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).shrinks()) {
                shrinks.add(i);
            }
        }
        int came = cut.contents().applyAsInt(shrinks.size());
        int from = came == 0 ? 0 : shrinks.get(came - 1) + 1;
        int to = came == shrinks.size() ? pending.size() : shrinks.get(came);
        int longest = from + cut.contents().applyAsInt(to - from);
        Image image = content(from, to, cut);
        image.resize(longest < to ? lengthWithin(longest, cut) : lengthAfter(longest));
        return image.bytes();
    }

    /** A file grows block by block while it is written. */
    private int lengthWithin(int next, Cut cut) {
        int before = lengthAfter(next);
        int ends = pending.get(next).change() instanceof Change.Write write ? Math.max(0, (write.end() - 1) / cut.block() - before / cut.block()) : 0;
        int blocks = cut.contents().applyAsInt(ends);
        return blocks == 0 ? before : (before / cut.block() + blocks) * cut.block();
    }

    /** With all that made it shorter before {@code from}, and of what was written before {@code to} the blocks that come back. */
    private Image content(int from, int to, Cut cut) {
        Map<Integer, Integer> versions = versions(to, cut);
        Map<Integer, Integer> seen = new HashMap<>();
        Image image = new Image(certain.bytes());
        for (int i = 0; i < to; i++) {
            if (pending.get(i).change() instanceof Change.Write write) {
                for (int block : blocks(write, cut)) {
                    if (seen.merge(block, 1, Integer::sum) <= versions.getOrDefault(block, 0)) {
                        write.apply(image, block, cut.block());
                    }
                }
            } else if (i < from) {
                pending.get(i).change().apply(image);
            }
        }
        return image;
    }

    /** How many of a block's writes it has seen. */
    private Map<Integer, Integer> versions(int to, Cut cut) {
        Map<Integer, Integer> writes = new HashMap<>();
        pending.subList(0, to).forEach(each -> {
            if (each.change() instanceof Change.Write write) {
                blocks(write, cut).forEach(block -> writes.merge(block, 1, Integer::sum));
            }
        });
        writes.replaceAll((block, count) -> cut.contents().applyAsInt(count));
        return writes;
    }

    private static List<Integer> blocks(Change.Write write, Cut cut) {
        List<Integer> blocks = new ArrayList<>();
        for (int block = write.at() / cut.block(); block * cut.block() < write.end(); block++) {
            blocks.add(block);
        }
        return blocks;
    }

    private int lengthAfter(int count) {
        int after = certain.length();
        for (Pending each : pending.subList(0, count)) {
            after = each.change().length(after);
        }
        return after;
    }
}
