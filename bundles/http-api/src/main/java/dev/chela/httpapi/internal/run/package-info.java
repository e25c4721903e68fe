/** A program's wish becomes an input of the gateway, and its run is listened to. Uses core's public rooms; knows no wire format. */
@NullMarked
package dev.chela.httpapi.internal.run;

import org.jspecify.annotations.NullMarked;
