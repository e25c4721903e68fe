package dev.chela.console.command;

import dev.chela.core.schedule.Schedule;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The ids of the jobs. */
@Service
public final class JobNames implements Completer {
    @Reference
    private Schedule schedule;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(schedule.jobs().stream().map(job -> job.path("id").asText()).toList()).complete(shell, line, candidates);
    }
}
