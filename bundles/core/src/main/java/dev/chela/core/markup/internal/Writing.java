package dev.chela.core.markup.internal;

import dev.chela.api.channel.Capabilities;
import java.util.List;

/** One language of marks. Pure, and safe on any thread. */
public interface Writing {
    /** No part is blank, none is longer than the channel takes, and none breaks a mark or a character in two. */
    List<String> parts(String commonMark, Capabilities can);

    String whole(String commonMark);

    /** Text in which nothing is a mark. */
    String words(String text);
}
