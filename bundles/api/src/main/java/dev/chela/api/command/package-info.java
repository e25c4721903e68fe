/**
 * What a slash command implements.
 */
@Version("1.1.0")
@NullMarked
package dev.chela.api.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
