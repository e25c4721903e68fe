package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that a bundled skill tells a model to run, as they stand in its file. */
final class Recipe {
    static final Path SKILLS = Path.of("src/main/skills");
    private static final Pattern BLOCK = Pattern.compile("(?m)^( *)```sh\\R(.*?)^ *```", Pattern.DOTALL);

    private final List<String> blocks = new ArrayList<>();

    Recipe(String skill) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(SKILLS.resolve(skill).resolve("SKILL.md")));
        while (block.find()) {
            blocks.add(block.group(2).replaceAll("(?m)^" + block.group(1), ""));
        }
    }

    /** The one block that has this in it. */
    String block(String with) {
        List<String> found = blocks.stream().filter(block -> block.contains(with)).toList();
        assertThat(found).as("blocks with " + with).hasSize(1);
        return found.get(0);
    }

    /** The one line that has this in it. */
    String line(String with) {
        List<String> found = blocks.stream().flatMap(String::lines).filter(line -> line.contains(with)).toList();
        assertThat(found).as("lines with " + with).hasSize(1);
        return found.get(0);
    }

    /** What it prints; it must succeed. */
    static String run(Path in, Map<String, String> variables, String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(in, ".out", "");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).directory(in.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends: " + command).isTrue();
        String said = Files.readString(out);
        Files.delete(out);
        assertThat(process.exitValue()).as(command + "\n" + said).isZero();
        return said;
    }

    static String run(Path in, String command) throws IOException, InterruptedException {
        return run(in, Map.of("LC_ALL", "C"), command);
    }

    static boolean has(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
