package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.ConfigSection;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderFreedomTest {
    public enum Mode { ON, OFF }

    public record Nested(Mode mode, Map<String, List<Integer>> numbers) {}

    public record Values(Nested nested, String name) {}

    public static final class Guest implements ConfigSection<Values> {
        @Override
        public String path() {
            return "guest";
        }

        @Override
        public Class<Values> type() {
            return Values.class;
        }

        @Override
        public void apply(Values values) {
            assertThat(values.nested().mode()).isEqualTo(Mode.ON);
        }
    }

    /** Defines this test's own classes again, as each generation of a bundle does. */
    private static final class Generation extends ClassLoader {
        Generation() {
            super(LoaderFreedomTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LoaderFreedomTest.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static WeakReference<ClassLoader> comeAndGo(FileConfig config, ReferenceQueue<ClassLoader> gone) throws Exception {
        ClassLoader loader = new Generation();
        ConfigSection<?> section = (ConfigSection<?>) loader.loadClass(Guest.class.getName()).getConstructor().newInstance();
        assertThat(section.type().getClassLoader()).isSameAs(loader);
        config.bind(section);
        assertThat(config.current().issues()).isEmpty();
        config.reload();
        config.unbind(section);
        return new WeakReference<>(loader, gone);
    }

    @Test
    void nothing_holds_a_bundle_whose_section_went_away(@TempDir Path root) throws Exception {
        try (Bench bench = new Bench(root).file("{ guest: { name: 'x', nested: { mode: 'on', numbers: { a: [1] } } } }")) {
            FileConfig config = bench.open();
            config.judge();
            ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
            List<WeakReference<ClassLoader>> loaders =
                    List.of(comeAndGo(config, gone), comeAndGo(config, gone), comeAndGo(config, gone));
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            while (loaders.stream().anyMatch(loader -> loader.get() != null) && Instant.now().isBefore(deadline)) {
                System.gc();
                gone.remove(100);
            }
            assertThat(loaders).allMatch(loader -> loader.get() == null);
        }
    }
}
