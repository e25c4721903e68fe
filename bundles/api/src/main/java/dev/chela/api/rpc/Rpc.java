package dev.chela.api.rpc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of the protocol. Parameters are bound to the record's components by name; a property that the record does not have is
 * refused by name, as is a missing one, unless its component is {@code Optional}, {@code @Nullable} or a {@link Field}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rpc {
    /** The method's name: {@code chat.send}. */
    String value();

    Scope scope();

    Write write() default Write.NONE;

    /**
     * For how many milliseconds an answer to a call without parameters is given again, to whoever may ask; 0 for not at all. Only for what
     * is the same for every caller.
     */
    int freshMs() default 0;
}
