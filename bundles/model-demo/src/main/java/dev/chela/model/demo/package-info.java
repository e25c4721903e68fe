/**
 * A stand-in for a language model that needs no key and no network: it follows a few plain commands, so that a newcomer sees the whole
 * path of a message. It never pretends to be more.
 */
@Header(name = "Chela-Grants", value = "none")
@NullMarked
package dev.chela.model.demo;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
