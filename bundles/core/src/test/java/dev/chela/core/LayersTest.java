package dev.chela.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/architecture.md} section 1, held against what was compiled. */
class LayersTest {
    private static final String CORE = "dev.chela.core";
    private static final Path SOURCES = Path.of("src/main/java/dev/chela/core");
    private static final Pattern LAYER = Pattern.compile("\\* Layer (\\d)\\.");
    private static final Set<String> NAMED_THREADS = Set.of("LedgerWriter", "Checkpointer");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(CORE);

    @Test
    void every_room_says_in_its_package_info_which_layer_it_is_in() throws IOException {
        assertThat(layers().keySet()).containsExactlyInAnyOrderElementsOf(rooms());
    }

    @Test
    void the_plan_and_the_rooms_agree_on_the_layers() throws IOException {
        Map<String, Integer> planned = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| (\\d) \\| ([^|]*)\\|").matcher(Files.readString(Path.of("../../docs/architecture.md")));
        while (row.find()) {
            Matcher room = Pattern.compile("`(\\w+)`").matcher(row.group(2));
            while (room.find()) {
                planned.put(room.group(1), Integer.valueOf(row.group(1)));
            }
        }
        assertThat(planned).as("rooms in the plan's table").isNotEmpty().containsAllEntriesOf(layers());
    }

    @Test
    void a_room_uses_rooms_of_its_own_layer_and_of_those_above_it_in_the_table() throws IOException {
        Map<String, Integer> layers = layers();
        List<String> wrong = crossings()
                .filter(d -> layers.get(room(d.getTargetClass())) > layers.get(room(d.getOriginClass())))
                .map(Dependency::getDescription).toList();
        assertThat(wrong).as("uses of a room further down the table").isEmpty();
    }

    @Test
    void rooms_do_not_use_each_other_in_a_circle() {
        slices().matching(CORE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nor_do_the_rooms_within_the_turn() {
        slices().matching(CORE + ".turn.internal.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void what_is_internal_to_a_room_is_used_by_nobody_else() {
        List<String> wrong = crossings().filter(d -> d.getTargetClass().getPackageName().contains(".internal"))
                .map(Dependency::getDescription).toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_core_knows_no_server_no_protocol_and_no_vendor() {
        noClasses().that().resideInAPackage(CORE + "..").should().dependOnClassesThat().resideInAnyPackage(
                "org.eclipse.jetty..", "jakarta.servlet..", "dev.chela.api.rpc..", "dev.chela.api.http..", "dev.chela.rpc..",
                "dev.chela.gateway..", "dev.langchain4j.model.openai..", "dev.langchain4j.model.anthropic..",
                "dev.langchain4j.model.ollama..", "dev.langchain4j.model.googleai..").check(CLASSES);
    }

    @Test
    void threads_come_from_the_task_room_or_have_a_name_of_their_own() {
        DescribedPredicate<JavaClass> elsewhere = DescribedPredicate.describe("neither in core.task nor named",
                type -> !type.getPackageName().startsWith(CORE + ".task") && !NAMED_THREADS.contains(type.getSimpleName()));
        noClasses().that(elsewhere).should().callConstructorWhere(DescribedPredicate.describe("a thread is made",
                call -> call.getTargetOwner().isAssignableTo(Thread.class)
                        || call.getTargetOwner().isAssignableTo(java.util.Timer.class)))
                .orShould().dependOnClassesThat().areAssignableTo(java.util.concurrent.Executors.class).check(CLASSES);
    }

    private static Stream<Dependency> crossings() {
        return CLASSES.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(d -> d.getTargetClass().getPackageName().startsWith(CORE + "."))
                .filter(d -> !room(d.getOriginClass()).equals(room(d.getTargetClass())));
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(CORE.length() + 1).split("\\.")[0];
    }

    private static List<String> rooms() {
        return CLASSES.stream().map(LayersTest::room).distinct().sorted().toList();
    }

    private static Map<String, Integer> layers() throws IOException {
        Map<String, Integer> layers = new TreeMap<>();
        for (String room : rooms()) {
            Matcher said = LAYER.matcher(Files.readString(SOURCES.resolve(room).resolve("package-info.java")));
            Optional.of(said).filter(Matcher::find).ifPresent(found -> layers.put(room, Integer.valueOf(found.group(1))));
        }
        return layers;
    }
}
