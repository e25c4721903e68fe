package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.testkit.channel.Wire.Memory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The steps A to I of {@code docs/durability.md} as a machine, every order of its moves and up to three crashes explored breadth first.
 * The crash tests hold the code to one story; this holds the rules to all of them.
 */
class DurabilityModelTest {
    private static final int CRASHES = 3;

    enum At { NOTHING, ACCEPTED, ADMITTED, STARTED, ASKED, CALLING, RESULT, QUEUED, CLAIMED, SENT, DOUBT }

    /**
     * @param at the last commit, which a crash keeps
     * @param acting the tool was let run in this life; {@code handed} the message was given to the platform in this life
     * @param acted how often the tool that acts ran; {@code seen} how often the person saw the answer
     */
    record World(At at, boolean acknowledged, boolean acting, boolean handed, int acted, int seen, int crashes) {
        World to(At next) {
            return new World(next, acknowledged, false, false, acted, seen, crashes);
        }

        /** Everything that is not on disk is gone. Who is found calling or claimed knows that it was another life. */
        World crash() {
            return new World(at, acknowledged, false, false, acted, seen, crashes + 1);
        }
    }

    /** What may happen next, crashes aside. {@code again} is true in a life that did not make the last commit itself. */
    private static void moves(World w, Memory memory, boolean again, Consumer<World> next) {
        switch (w.at()) {
            case NOTHING -> next.accept(new World(At.ACCEPTED, false, false, false, 0, 0, w.crashes()));
            case ACCEPTED -> {
                next.accept(new World(w.at(), true, false, false, w.acted(), w.seen(), w.crashes()));
                next.accept(w.to(At.ADMITTED));
            }
            case ADMITTED -> next.accept(w.to(At.STARTED));
            case STARTED -> next.accept(w.to(At.ASKED));
            case ASKED -> next.accept(w.to(At.CALLING));
            case CALLING -> {
                if (again || w.acting()) {
                    next.accept(w.to(At.RESULT)); // its result, or "unknown: check before repeating"
                } else {
                    next.accept(new World(w.at(), w.acknowledged(), true, false, w.acted() + 1, w.seen(), w.crashes()));
                }
            }
            case RESULT -> next.accept(w.to(At.QUEUED));
            case QUEUED -> next.accept(w.to(At.CLAIMED));
            case CLAIMED -> claimed(w, memory, again, next);
            default -> { }
        }
    }

    private static void claimed(World w, Memory memory, boolean again, Consumer<World> next) {
        if (w.handed()) {
            next.accept(w.to(At.SENT));
        } else if (!again) {
            next.accept(handed(w, 1));
        } else if (memory == Memory.NONE) {
            next.accept(w.to(At.DOUBT));
        } else if (memory == Memory.RECALLS) {
            next.accept(w.seen() > 0 ? w.to(At.SENT) : handed(w, 1));
        } else {
            next.accept(handed(w, w.seen() > 0 ? 0 : 1)); // the platform drops a key that it has seen
        }
    }

    private static World handed(World w, int more) {
        return new World(w.at(), w.acknowledged(), false, true, w.acted(), w.seen() + more, w.crashes());
    }

    private record Node(World world, boolean again) {}

    @ParameterizedTest
    @EnumSource(Memory.class)
    void keeps_every_promise_in_every_story(Memory memory) {
        Deque<Node> open = new ArrayDeque<>(List.of(new Node(new World(At.NOTHING, false, false, false, 0, 0, 0), false)));
        Set<Node> known = new HashSet<>(open);
        Set<World> ends = new HashSet<>();
        while (!open.isEmpty()) {
            Node node = open.poll();
            Deque<Node> next = new ArrayDeque<>();
            moves(node.world(), memory, node.again(), to -> next.add(new Node(to, node.again() && to.at() == node.world().at())));
            if (next.isEmpty()) {
                ends.add(node.world());
            } else if (node.world().crashes() < CRASHES) {
                next.add(new Node(node.world().crash(), true));
            }
            next.stream().filter(known::add).forEach(open::add);
        }
        assertThat(known).hasSizeGreaterThan(50).allSatisfy(node -> {
            assertThat(node.world().acted()).as("%s", node).isLessThanOrEqualTo(1);
            assertThat(node.world().seen()).as("%s", node).isLessThanOrEqualTo(1);
        });
        assertThat(ends).isNotEmpty().allSatisfy(end -> assertThat(end.at() == At.SENT ? end.seen() == 1
                : end.at() == At.DOUBT && memory == Memory.NONE).as("%s", end).isTrue());
    }
}
