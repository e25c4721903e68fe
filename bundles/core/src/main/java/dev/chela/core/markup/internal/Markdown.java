package dev.chela.core.markup.internal;

import dev.chela.api.channel.Capabilities;
import java.util.List;

/** As the model wrote it. */
public final class Markdown implements Writing {
    @Override
    public List<String> parts(String commonMark, Capabilities can) {
        return Chunker.cut(commonMark, can);
    }

    @Override
    public String whole(String commonMark) {
        return commonMark;
    }

    /** The few words that the house says itself have none of its marks. */
    @Override
    public String words(String text) {
        return text;
    }
}
