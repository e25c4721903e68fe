package dev.chela.rpc.migration;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.migration.OpenClawImport;
import dev.chela.core.migration.Report;
import dev.chela.core.schedule.Schedule;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code import.openclaw}. The gateway reads the directory itself, as the user that it runs as: so it is one of its own machine. */
@Component(service = RpcMethods.class)
public final class ImportMethods implements RpcMethods {
    /** One answer is one frame; the whole report lies on disk. */
    private static final int MOST_LEFT = 500;

    private final OpenClawImport openClaw;
    private final Schedule schedule;

    @Activate
    public ImportMethods(@Reference OpenClawImport openClaw, @Reference Schedule schedule) {
        this.openClaw = openClaw;
        this.schedule = schedule;
    }

    /** @param dir OpenClaw's state directory; the usual one when not said @param dryRun whether it is only said what would be done */
    public record Params(Optional<String> dir, Optional<Boolean> dryRun) {}

    /** @param more how many of what was left are not listed here, but in the report on disk */
    public record Imported(String dir, boolean dryRun, List<Report.Count> counts, List<Report.Left> left, int more, List<String> notes) {}

    @Rpc(value = "import.openclaw", scope = Scope.ADMIN)
    public Imported openClaw(Params params, Caller caller) {
        Report report = report(params.dir().orElse(""), params.dryRun().orElse(false));
        // Whoever asks for jobs makes the schedule look whether there are new ones.
        schedule.status();
        int shown = Math.min(MOST_LEFT, report.left().size());
        return new Imported(report.source().toString(), report.rehearsal(), report.counts(), report.left().subList(0, shown),
                report.left().size() - shown, report.notes());
    }

    private Report report(String dir, boolean rehearsal) {
        try {
            return rehearsal ? openClaw.rehearse(dir) : openClaw.run(dir);
        } catch (Permanent refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        } catch (Transient later) {
            throw RpcFault.unavailable(String.valueOf(later.getMessage()), later.after().toMillis());
        }
    }
}
