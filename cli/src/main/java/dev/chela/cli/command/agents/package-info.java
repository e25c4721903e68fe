/** Who answers, with which tools, and who a message goes to. */
package dev.chela.cli.command.agents;
