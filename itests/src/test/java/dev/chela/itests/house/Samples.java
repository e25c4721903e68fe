package dev.chela.itests.house;

import dev.chela.api.channel.ChannelType;
import dev.chela.api.model.ModelProvider;
import dev.chela.itests.sample.LetterBox;
import dev.chela.itests.sample.Parrot;
import java.nio.file.Path;

/** Plugins that several rooms drop in. */
public final class Samples {
    public static final SamplePlugin PARROT = new SamplePlugin(Parrot.class, ModelProvider.class, "chela.model;id=parrot",
            "dev.chela.api.model,dev.langchain4j.data.message,dev.langchain4j.model.chat,dev.langchain4j.model.chat.request,"
                    + "dev.langchain4j.model.chat.response,dev.langchain4j.model.output");
    public static final SamplePlugin LETTER_BOX = new SamplePlugin(LetterBox.class, ChannelType.class, "chela.channel;id=letterbox",
            "dev.chela.api.channel,dev.chela.api.fault,dev.chela.api.task");
    public static final Path DICE = example("tool-dice");

    private Samples() {}

    /** The jar of one of {@code examples/}, as the build made it. */
    public static Path example(String name) {
        return Path.of(System.getProperty("chela.root"), "examples", name, "target", name + "-" + System.getProperty("chela.version") + ".jar");
    }
}
