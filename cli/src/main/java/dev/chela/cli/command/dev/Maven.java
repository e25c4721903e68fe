package dev.chela.cli.command.dev;

import dev.chela.cli.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Maven, inside this process: what it has loaded and compiled once makes the next build several times as quick. */
final class Maven implements AutoCloseable {
    private static final String PROGRAM = "org.apache.maven.cli.MavenCli";
    private static final int LINES = 12;
    /** What it says of itself, below what is wrong. */
    private static final Pattern COLOUR = Pattern.compile("\\u001b\\[[0-9;]*m");
    private static final Pattern TROUBLE = Pattern.compile("\\[(ERROR|FATAL)]");
    private static final Pattern ADVICE = Pattern.compile("-> \\[Help 1]|\\[Help 1]|To see the full stack trace|Re-run Maven|For more information|After correcting");

    private final Path home;
    private final URLClassLoader classes;

    Maven(Path home) {
        this.home = home;
        List<URL> jars = new ArrayList<>();
        try {
            for (String folder : List.of("lib", "boot")) {
                try (Stream<Path> files = Files.list(home.resolve(folder))) {
                    for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                        jars.add(jar.toUri().toURL());
                    }
                }
            }
        } catch (IOException e) {
            throw Failure.of("Maven cannot be read at " + home + ": " + e.getMessage());
        }
        classes = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** @return what is wrong; empty when it has done it */
    Optional<String> run(Path project, String... arguments) {
        System.setProperty("maven.home", home.toString());
        System.setProperty("maven.multiModuleProjectDirectory", project.toString());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(classes);
        try (PrintStream into = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            Class<?> program = classes.loadClass(PROGRAM);
            Method main = program.getMethod("doMain", String[].class, String.class, PrintStream.class, PrintStream.class);
            int code = (int) main.invoke(program.getConstructor().newInstance(), arguments, project.toString(), into, into);
            return code == 0 ? Optional.empty() : Optional.of(wrong(said.toString(StandardCharsets.UTF_8)));
        } catch (ReflectiveOperationException unfit) {
            throw Failure.of("The Maven at " + home + " cannot be used from here: " + unfit + ". Set MAVEN_HOME to one of version 3.8 or 3.9.");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What Maven says is wrong, without its advice. */
    static String wrong(String said) {
        return said.lines().map(line -> COLOUR.matcher(line).replaceAll("")).filter(line -> TROUBLE.matcher(line).find())
                .map(line -> TROUBLE.matcher(line).replaceAll("").stripTrailing())
                .filter(line -> !line.isBlank() && !ADVICE.matcher(line).find()).limit(LINES).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
