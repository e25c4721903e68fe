package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.task.Clock;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.usage.Spend;
import dev.chela.core.usage.UsageBook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /usage}: what each reply says of what it took, and what was spent so far. */
@Component(service = Command.class)
public final class UsageOrder implements Command {
    private static final int DAYS = 30;

    private final Sessions sessions;
    private final UsageBook book;
    private final Clock clock;

    @Activate
    public UsageOrder(@Reference Sessions sessions, @Reference UsageBook book, @Reference Clock clock) {
        this.sessions = sessions;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("usage", List.of(), "Says under each reply what it took, or what was spent: /usage off|tokens|full|reset|cost", true);
    }

    @Override
    public String run(CommandCall call) {
        return switch (call.args().toLowerCase(Locale.ROOT)) {
            case "off" -> settle(call, "off", "Replies say nothing of what they took.");
            case "tokens", "on" -> settle(call, "tokens", "Replies say how many tokens they took.");
            case "full" -> settle(call, "full", "Replies say how many tokens they took, of which model, and at what price.");
            case "reset", "default" -> settle(call, "", "Replies say of what they took what is configured.");
            case "cost" -> cost(call);
            default -> {
                String now = sessions.open(call.session()).settings().get(Setting.RESPONSE_USAGE);
                yield "Usage: " + (now.isEmpty() ? "off" : now) + ". Use /usage off|tokens|full|reset|cost.";
            }
        };
    }

    private String settle(CommandCall call, String level, String told) {
        sessions.commit(call.session(), "usage", "patch",
                (session, step) -> session.settled(session.settings().with(Setting.RESPONSE_USAGE, level)));
        return told;
    }

    private String cost(CommandCall call) {
        Session.Spent here = sessions.open(call.session()).spent();
        LocalDate today = LocalDate.ofInstant(clock.now(), ZoneId.systemDefault());
        return "This conversation: " + line(here.input(), here.output(), BigDecimal.valueOf(here.cost(), 6))
                + "\nThis agent today: " + since(call, today)
                + "\nThis agent in " + DAYS + " days: " + since(call, today.minusDays(DAYS - 1));
    }

    private String since(CommandCall call, LocalDate day) {
        Instant from = day.atStartOfDay(ZoneId.systemDefault()).toInstant();
        Spend sum = book.between(from, clock.now().plusSeconds(1)).stream().filter(entry -> entry.agent().equals(call.session().agent().value()))
                .map(UsageBook.Entry::spend).reduce(Spend.NOTHING, Spend::plus);
        return line(sum.tokens().input(), sum.tokens().output(), sum.cost());
    }

    /** No price where none is known. */
    private static String line(long input, long output, BigDecimal cost) {
        return String.format(Locale.ROOT, "%,d tokens in, %,d out", input, output)
                + (cost.signum() == 0 ? "" : ", $" + cost.setScale(4, RoundingMode.HALF_UP).toPlainString());
    }
}
