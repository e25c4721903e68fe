/**
 * The tools {@code read}, {@code ls}, {@code write}, {@code edit} and {@code apply_patch}. Where a path may lead is the host's to say;
 * nothing here keeps state.
 */
@Header(name = "Chela-Grants", value = "files;roots=\"*\"")
@Requirement(namespace = "chela.grant", filter = "(power=files)")
@NullMarked
package dev.chela.tool.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;
