package dev.chela.core.annex.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolSource;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Grants.Kind;
import dev.chela.core.tool.Powers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** Which plugins can live in a process of their own: those that offer tools and take nothing of the house's. Read from the jar; none of its code runs. */
final class HouseRules {
    private static final Pattern CAPABILITY = Pattern.compile("(?:^|,)\\s*chela\\.([a-z]+)\\s*(?:;[^,;]*?(?:name|id)=\"?([\\w.-]+))?");
    private static final Pattern SERVICE = Pattern.compile("<(?:\\w+:)?(provide|reference)\\b[^<>]*?\\binterface=\"(dev\\.chela\\.api\\.[\\w.]+)\"[^<>]*");
    private static final Pattern SKILL = Pattern.compile("skills/([^/]+)/SKILL\\.md");
    private static final Set<String> SERVED = Set.of(Tool.class.getName(), ToolSource.class.getName());
    private static final Set<Kind> GRANTED = Set.of(Kind.NETWORK, Kind.FILES, Kind.EXEC);
    /** Bytes. What a jar says of an entry's size is not believed: a few of them may unpack to all the memory there is. */
    private static final int MOST_XML = 1 << 20;

    private final Path home;

    /** @param home where nobody is let in */
    HouseRules(Path home) {
        this.home = Wants.real(home);
    }

    /** @throws Permanent naming what cannot be had */
    void check(Path file) {
        Set<String> troubles = new TreeSet<>();
        Attributes headers = Front.headers(file);
        Optional.ofNullable(headers.getValue(Constants.PROVIDE_CAPABILITY)).ifPresent(header -> CAPABILITY.matcher(header).results()
                .filter(found -> !found.group(1).equals("tool")).forEach(found -> troubles.add("it offers the " + offered(found))));
        Optional.ofNullable(headers.getValue(Constants.REQUIRE_CAPABILITY)).ifPresent(header -> Powers.ofHeader(header).names()
                .forEach(power -> troubles.add("it requires the power '" + power + "'")));
        Optional.ofNullable(headers.getValue(Grants.HEADER)).ifPresent(header -> wants(Grants.parse(header), troubles));
        content(file, troubles);
        if (!troubles.isEmpty()) {
            throw new Permanent("it cannot run in a process of its own, where there are tools and nothing else: " + String.join(", ", troubles));
        }
    }

    private static String offered(MatchResult found) {
        return found.group(1) + (found.group(2) == null ? "" : " " + found.group(2));
    }

    private void wants(Grants grants, Set<String> troubles) {
        Stream.of(Kind.values()).filter(grants::include).filter(kind -> !GRANTED.contains(kind))
                .forEach(kind -> troubles.add("it wants '" + kind.word() + "' of the gateway"));
        grants.names(Kind.FILES).stream().filter(root -> !isPlace(root))
                .forEach(root -> troubles.add("it wants the files of '" + root + "', which is no directory of its own on this machine"));
        grants.names(Kind.FILES).stream().filter(this::isPlace).filter(root -> home.startsWith(Wants.place(root)) || Wants.place(root).startsWith(home))
                .forEach(root -> troubles.add("it wants the files of '" + root + "', where the gateway's state is"));
    }

    /** {@code workspace} is another one for each agent, and {@code *} is no wall. */
    private boolean isPlace(String root) {
        return root.startsWith("/") || root.startsWith("~/");
    }

    private static void content(Path file, Set<String> troubles) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                Matcher skill = SKILL.matcher(entry.getName());
                if (skill.matches()) {
                    troubles.add("it offers the skill " + skill.group(1));
                }
                if (entry.getName().endsWith(".xml")) {
                    services(jar, entry).forEach(troubles::add);
                }
            }
        } catch (IOException e) {
            throw new Permanent("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> services(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] xml = in.readNBytes(MOST_XML + 1);
            if (xml.length > MOST_XML) {
                throw new Permanent("its " + entry.getName() + " is larger than " + (MOST_XML >> 20) + " MiB, which is the most that is read of one");
            }
            return SERVICE.matcher(new String(xml, StandardCharsets.UTF_8)).results()
                    .filter(found -> !SERVED.contains(found.group(2)))
                    .filter(found -> found.group(1).equals("provide") || !found.group().contains("cardinality=\"0"))
                    .map(found -> (found.group(1).equals("provide") ? "it offers the service " : "it needs the service ") + found.group(2)).toList();
        }
    }
}
