/**
 * The tools {@code read}, {@code ls}, {@code write}, {@code edit} and {@code apply_patch}. Where a path may lead is the host's to say;
 * nothing here keeps state.
 */
@Requirement(namespace = "chela.grant", filter = "(power=files)")
@NullMarked
package dev.chela.tool.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Requirement;
