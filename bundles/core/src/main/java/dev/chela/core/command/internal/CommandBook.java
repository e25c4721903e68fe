package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.id.SessionKey;
import dev.chela.core.command.Bare;
import dev.chela.core.command.Commands;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** All commands that are registered as services, the house's own among them. */
@Component
public final class CommandBook implements Commands {
    private static final Pattern FORM = Pattern.compile("/([a-zA-Z][\\w-]*)(?:[:\\s]\\s*(.*))?", Pattern.DOTALL);

    private final List<Command> commands = new CopyOnWriteArrayList<>(List.of(new Help(this::list)));

    @Reference(name = "commands", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(Command command) {
        commands.add(command);
    }

    public void remove(Command command) {
        commands.remove(command);
    }

    @Override
    public Optional<Order> read(SessionKey session, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String name = form.group(1).toLowerCase(Locale.ROOT);
        String rest = form.group(2) == null ? "" : form.group(2).strip();
        return commands.stream().filter(command -> answersTo(command, name)).findFirst()
                .filter(command -> !(command instanceof Passing passing && passing.passes(session, rest)))
                .map(command -> new Order(command, rest));
    }

    @Override
    public Optional<Order> bare(SessionKey session, String text) {
        return commands.stream().filter(command -> command instanceof Bare bare && bare.says(session, text)).findFirst()
                .map(command -> new Order(command, ((Bare) command).args(text.strip())));
    }

    private static boolean answersTo(Command command, String name) {
        return command.info().name().equals(name) || command.info().aliases().contains(name);
    }

    @Override
    public List<Command.CommandInfo> list() {
        return commands.stream().map(Command::info).sorted(Comparator.comparing(Command.CommandInfo::name)).toList();
    }
}
