/** Lives inside the logging library and lets every line pass the house's redaction. Knows nothing of the house but a service's name. */
package dev.chela.log;
