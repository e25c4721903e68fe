/** Who may connect: secrets, tickets, device signatures, origins, and the patience with wrong guesses. Knows no socket. */
@NullMarked
package dev.chela.gateway.internal.auth;

import org.jspecify.annotations.NullMarked;
