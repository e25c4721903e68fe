/**
 * Hooks that are folders: a {@code HOOK.md} that says when, and a script that is run then with the event as JSON on its input. Does
 * nothing and hears nothing while {@code hooks.internal.enabled} is not true.
 */
@NullMarked
package dev.chela.hooks.folders;

import org.jspecify.annotations.NullMarked;
