package dev.chela.core.plugin.sample;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;

/** A hook that stands where its jar says, and tells whoever is there what it hears. */
public class Ear implements Hook<Passage> {
    private final Queue<String> tells;

    public Ear(Queue<String> tells) {
        this.tells = tells;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Passage> at() {
        Class<?> at = place().equals("gateway") ? Passage.Gateway.class : Passage.Plugged.class;
        return (Class<Passage>) at;
    }

    @Override
    public Verdict<Passage> on(Passage passing) {
        if (passing instanceof Passage.Plugged plugged) {
            tells.add(plugged.plugin() + " " + plugged.before() + "->" + plugged.after());
        } else {
            tells.add(((Passage.Gateway) passing).moment().toString());
        }
        return Verdict.pass();
    }

    private static String place() {
        try (InputStream in = Ear.class.getResourceAsStream("/name")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
