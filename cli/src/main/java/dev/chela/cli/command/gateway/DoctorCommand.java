package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.LineFlow;
import dev.chela.cli.ask.Access;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.doctor.Doctor;
import dev.chela.cli.doctor.Finding;
import dev.chela.cli.doctor.Finding.Grade;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "Find out why something does not work, and what to do about it.")
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String MARGIN = " ".repeat(6);

    private final Console console;

    @Mixin
    private Access access;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>(Doctor.here(console.surroundings()));
        findings.addAll(gateway());
        boolean healthy = findings.stream().noneMatch(finding -> finding.grade() == Grade.FAIL);
        if (json) {
            List<Json> checks = findings.stream().map(Finding::json).toList();
            console.out().println(Json.object("ok", healthy, "checks", checks).pretty());
        } else {
            findings.forEach(this::print);
        }
        return healthy ? 0 : Failure.FAILED;
    }

    private List<Finding> gateway() {
        try (Caller caller = new Caller(access.connector(console), Role.oneShot(Role.READ), PATIENCE)) {
            return Doctor.gateway(caller.url(), caller::call);
        } catch (Failure e) {
            return Doctor.unreachable(e);
        }
    }

    private void print(Finding finding) {
        console.out().println(painted(finding.grade()) + "  " + folded(finding.check() + ": " + finding.message()));
        if (finding.next() != null) {
            console.out().println(MARGIN + folded(finding.next()));
        }
    }

    private String folded(String text) {
        return String.join("\n" + MARGIN, LineFlow.fold(text, console.columns() - MARGIN.length(), String::length));
    }

    private String painted(Grade grade) {
        String word = String.format("%-4s", grade.word());
        switch (grade) {
            case OK:
                return console.style().green(word);
            case WARN:
                return console.style().yellow(word);
            default:
                return console.style().red(word);
        }
    }
}
