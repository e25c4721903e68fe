/**
 * Identifiers as types: what names a session, an agent, a run or a model, wherever it travels.
 * Values only; nothing here looks anything up.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.id;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
