package dev.chela.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a person types beside a gateway. */
public record CommandLine(Gateway gateway) {
    private static final int PATIENCE_SECONDS = 60;

    public record Said(int exit, String words) {}

    /** A command for this gateway, whose port no configuration tells. */
    public Said chela(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--url", gateway.url().toString(), "--token", Gateway.TOKEN));
        return run(all);
    }

    /** A line of the console inside it. */
    public Said console(String line) throws IOException, InterruptedException {
        return run(List.of("console", line));
    }

    public Said run(List<String> command) throws IOException, InterruptedException {
        Process process = gateway.launcher(command.toArray(String[]::new)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), words);
    }
}
