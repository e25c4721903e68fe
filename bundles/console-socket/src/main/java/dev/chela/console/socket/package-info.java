/**
 * The door to the Karaf shell: a Unix domain socket in the state directory. It opens to the system user that runs the gateway and
 * to no one else; nothing of it is on a network, and there is no password to lose.
 */
@NullMarked
package dev.chela.console.socket;

import org.jspecify.annotations.NullMarked;
