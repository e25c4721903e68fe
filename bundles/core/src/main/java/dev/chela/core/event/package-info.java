/**
 * Layer 1. The bus: who did something tells it here, who wants to know listens. Facts come from commits; passing things such as
 * deltas come from whoever makes them. Nothing is decided here.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
