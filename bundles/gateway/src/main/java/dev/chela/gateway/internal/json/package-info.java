/** What values look like on the wire. Mappers here never outlive the service whose classes they have seen. */
@NullMarked
package dev.chela.gateway.internal.json;

import org.jspecify.annotations.NullMarked;
