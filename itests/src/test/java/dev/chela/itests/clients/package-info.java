/** Other people's clients, as they are published, and the schema that they are made from. */
@NullMarked
package dev.chela.itests.clients;

import org.jspecify.annotations.NullMarked;
