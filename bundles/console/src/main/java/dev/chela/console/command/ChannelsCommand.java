package dev.chela.console.command;

import dev.chela.api.task.Clock;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "chela", name = "channels", description = "Lists the accounts of the channels, and the channels that lack one or the other.")
public final class ChannelsCommand extends HouseCommand {
    @Reference
    private Channels channels;

    @Reference
    private Clock clock;

    @Override
    void run(PrintStream out) {
        Table table = new Table("No channel has an account. The page and the command line need none.",
                "Channel", "Account", "State", "Received", "Sent", "Proven", "Restarts", "Detail");
        channels.accounts().forEach(account -> table.row(account.channel(), account.account(), state(account),
                ago(account.lastInboundAt()), ago(account.lastOutboundAt()), ago(account.lastProvenAt()), account.restarts(), detail(account)));
        print(table, out);
        channels.types().stream()
                .filter(type -> channels.accounts().stream().noneMatch(account -> account.channel().equals(type.info().id())))
                .forEach(type -> out.println(Plain.line(type.info().id() + " is installed, by " + type.guest() + ", and has no account")));
        channels.dormant().forEach(name -> out.println(Plain.line(name + " is configured, and no bundle here brings it")));
    }

    private static String state(AccountStatus account) {
        if (!account.enabled()) {
            return "disabled";
        }
        String state = account.health().status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return account.open() ? state : state + ", closed";
    }

    private static String detail(AccountStatus account) {
        String refused = account.refused().isEmpty() ? "" : "refused: " + String.join(", ", account.refused());
        return String.join(" ", account.health().detail(), account.lastFault(), account.health().advice(), refused);
    }

    private String ago(long millis) {
        return millis == 0 ? "never" : Plain.time(Duration.ofMillis(clock.now().toEpochMilli() - millis)) + " ago";
    }
}
