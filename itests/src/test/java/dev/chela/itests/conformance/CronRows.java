package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** A job from its beginning to its end. */
final class CronRows {
    static final List<Row> ROWS = List.of(
            row("cron.add", "{name: 'count', enabled: true, schedule: {kind: 'cron', expr: '0 9 * * 1', tz: 'Europe/Berlin'},"
                    + " sessionTarget: 'isolated', wakeMode: 'now', payload: {kind: 'command', argv: ['echo', 'counted']},"
                    + " delivery: {mode: 'announce', channel: 'last'}, failureAlert: {after: 3}}").answers("CronAddJobResult"),
            row("cron.get", "{id: '<cron.add/id>'}").answers("CronJob"),
            row("cron.list", "{includeDisabled: false, limit: 200, offset: 0}").answers("/jobs/*", "CronJob"),
            row("cron.status", "{}"),
            row("cron.update", "{id: '<cron.add/id>', patch: {description: 'counts', payload: {kind: 'command', timeoutSeconds: 30}}}")
                    .answers("CronJob"),
            row("cron.run", "{id: '<cron.add/id>', mode: 'force'}").until("cron", "{action: 'finished'}"),
            row("cron.runs", "{id: '<cron.add/id>', limit: 50}").answers("/entries/*", "CronRunLogEntry"),
            row("cron.remove", "{id: '<cron.add/id>'}"));

    private CronRows() {}
}
