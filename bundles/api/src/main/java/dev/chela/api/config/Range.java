package dev.chela.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The smallest and largest value of a number in a record of the configuration or of a method's parameters, both allowed; of a duration, in
 * milliseconds. It may stand on methods only so that it also gets onto the component's accessor: a bundle's imports are computed from
 * classes, fields and methods, and an annotation that the bundle cannot load is as if it were not there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface Range {
    long min() default Long.MIN_VALUE;

    long max() default Long.MAX_VALUE;
}
