package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.core.access.Pairings;
import dev.chela.core.access.Pairings.Request;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "pairing", description = "Lists who asks to be let in over a channel, and approves or rejects them.")
public final class PairingCommand extends HouseCommand {
    @Argument(index = 0, name = "what", description = "list, approve or reject")
    @Completion(value = StringsCompleter.class, values = {"list", "approve", "reject"})
    private String what = "list";

    @Argument(index = 1, name = "code", description = "What the person was told")
    @Completion(PairingCodes.class)
    private @Nullable String code;

    @Reference
    private Pairings pairings;

    @Override
    void run(PrintStream out) {
        switch (what) {
            case "list" -> list(out);
            case "approve" -> out.println(Plain.line("Let in: " + decided(true).sender()));
            case "reject" -> out.println(Plain.line("Turned down: " + decided(false).sender()));
            default -> throw new Permanent("'" + what + "' is none of list, approve, reject");
        }
    }

    private void list(PrintStream out) {
        Table asking = new Table("Nobody asks to be let in.", "Code", "Channel", "Account", "Who", "Id", "Until");
        pairings.pending().forEach(request -> asking.row(request.code(), request.channel(), request.account(), request.name(),
                request.sender(), Instant.ofEpochMilli(request.expiresAt())));
        print(asking, out);
        List<Pairings.Person> people = pairings.people();
        if (!people.isEmpty()) {
            Table known = new Table("", "Channel", "Account", "Who", "Id", "Since");
            people.forEach(person -> known.row(person.channel(), person.account(), person.name(), person.sender(),
                    Instant.ofEpochMilli(person.approvedAt())));
            print(known, out);
        }
    }

    private Request decided(boolean approve) {
        String asked = code == null ? "" : code.toUpperCase(Locale.ROOT);
        return pairings.pending().stream().filter(request -> request.code().equals(asked)).findFirst()
                .flatMap(request -> approve ? pairings.approve(request.channel(), request.account(), request.id(), true)
                        : pairings.dismiss(request.channel(), request.account(), request.id()))
                .orElseThrow(() -> new Permanent("nobody waits under the code '" + asked + "'; chela:pairing lists those who do"));
    }
}
