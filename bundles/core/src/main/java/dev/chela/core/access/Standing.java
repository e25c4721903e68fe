package dev.chela.core.access;

import dev.chela.api.fault.Denied;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.channel.Channels;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Leash;
import dev.chela.core.inbox.Mandate.Behalf;
import dev.chela.core.session.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In what standing a conversation acts now: for whom, and how far from a person.
 *
 * @param run that is at work; empty for none
 * @param origin where the answer of that run goes; empty when over no channel
 * @param leash what confines commands, the strictest of all that it heard
 */
public record Standing(String run, String origin, Behalf behalf, int hops, Leash leash) {
    /** So many messages from conversation to conversation without a person are a circle that nobody watches. */
    public static final int MOST_HOPS = 40;

    public static Standing of(SessionKey session, Runs runs, Intake intake, Access access) {
        Optional<RunId> run = runs.active(session).map(Runs.Active::run);
        List<Input> heard = run.map(id -> heard(id, intake)).orElse(List.of());
        List<String> people = heard.stream().flatMap(Standing::people).distinct().toList();
        boolean owner = heard.stream().allMatch(access::owns);
        return new Standing(run.map(RunId::value).orElse(""), heard.isEmpty() ? "" : heard.get(0).origin(), new Behalf(owner, people),
                heard.stream().mapToInt(input -> input.said().mandate().hops()).max().orElse(0),
                heard.stream().map(input -> input.said().manner().levels().leash()).reduce(Leash.NONE, Leash::tightened));
    }

    /** For whom a run works. */
    public static Behalf behalf(RunId run, Intake intake, Access access) {
        List<Input> heard = heard(run, intake);
        return new Behalf(heard.stream().allMatch(access::owns), heard.stream().flatMap(Standing::people).distinct().toList());
    }

    private static List<Input> heard(RunId run, Intake intake) {
        List<Input> heard = new ArrayList<>();
        intake.find(run.value()).ifPresent(own -> heard.add(own.input()));
        intake.takenBy(run).stream().filter(id -> !id.equals(run.value())).forEach(id -> intake.find(id).ifPresent(kept -> heard.add(kept.input())));
        return heard;
    }

    private static Stream<String> people(Input input) {
        return input.source().startsWith(Channels.SOURCE) ? Stream.of(input.origin()) : input.said().mandate().behalf().people().stream();
    }

    /** @throws Denied when it went on too long already */
    public void checkHops() {
        if (hops >= MOST_HOPS) {
            throw new Denied("conversations have set each other to work " + hops + " times in a row without a person; this is stopped here."
                    + " Tell your person what is going on, and end your turn");
        }
    }
}
