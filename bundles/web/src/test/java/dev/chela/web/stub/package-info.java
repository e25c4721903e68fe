/** A gateway in miniature for tests of the page: the real endpoints over plain sockets, and a scripted assistant. */
package dev.chela.web.stub;
