/**
 * Hooks that are folders: a {@code HOOK.md} that says when, and a script that is run then with the event as JSON on its input. Where it
 * asks for that, what passes waits for it, and what it prints may change or stop it. Does nothing and hears nothing while
 * {@code hooks.internal.enabled} is not true.
 */
@NullMarked
package dev.chela.hooks.folders;

import org.jspecify.annotations.NullMarked;
