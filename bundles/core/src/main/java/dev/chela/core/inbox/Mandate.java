package dev.chela.core.inbox;

import java.util.List;

/**
 * What a message brings along that the house wrote itself: nobody stands behind it who could be asked.
 *
 * @param from the conversation that wrote it; empty for no mandate at all
 * @param behalf of whom it speaks
 * @param hops how many such messages led here, one from the other, since a person last spoke
 * @param answerTo the conversation that the answer goes to, as such a message again; empty for none
 * @param turn of an exchange between two conversations; 0 outside of one
 * @param bill what was spent for it elsewhere, to be counted where it arrives
 */
public record Mandate(String from, Behalf behalf, int hops, String answerTo, int turn, Bill bill) {
    /** A message that somebody wrote. */
    public static final Mandate NONE = new Mandate("", new Behalf(false, List.of()), 0, "", 0, Bill.NOTHING);

    /** Something to be done, or to be told, that nobody waits for. */
    public Mandate(String from, Behalf behalf, int hops) {
        this(from, behalf, hops, "", 0, Bill.NOTHING);
    }

    public boolean exists() {
        return !from.isEmpty();
    }

    public Mandate answering(String conversation, int number) {
        return new Mandate(from, behalf, hops, conversation, number, bill);
    }

    public Mandate billing(Bill spent) {
        return new Mandate(from, behalf, hops, answerTo, turn, spent);
    }

    /**
     * Whoever set it off: it may do what all of them might.
     *
     * @param owner whether all of them are the owner
     * @param people where those wrote who wrote over channels, as their inputs have it
     */
    public record Behalf(boolean owner, List<String> people) {
        public Behalf {
            people = List.copyOf(people);
        }
    }

    /** @param cost in micro-dollars */
    public record Bill(long input, long output, long cost) {
        public static final Bill NOTHING = new Bill(0, 0, 0);
    }
}
