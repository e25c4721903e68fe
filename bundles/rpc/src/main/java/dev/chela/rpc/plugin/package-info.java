/** The methods about plugins: what is there, what it brings, and the verbs that change it. */
@NullMarked
package dev.chela.rpc.plugin;

import org.jspecify.annotations.NullMarked;
