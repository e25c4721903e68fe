/** Finds out why things do not work, one check at a time; each finding says what to do next, and no check changes anything that stays. */
package dev.chela.cli.doctor;
