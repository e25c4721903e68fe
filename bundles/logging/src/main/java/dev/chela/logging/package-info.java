/**
 * SLF4J for every bundle, and the framework's own log service, both into {@code logs/chela.log}. Knows the framework only; no
 * appenders, patterns or files of configuration: a general logging library took a tenth of the time that the gateway takes to start.
 */
@NullMarked
package dev.chela.logging;

import org.jspecify.annotations.NullMarked;
