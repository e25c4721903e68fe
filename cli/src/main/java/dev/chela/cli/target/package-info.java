/** Which gateway to talk to, and with which secret: flags, then environment, then the files of $CHELA_HOME; nothing here opens a connection. */
package dev.chela.cli.target;
