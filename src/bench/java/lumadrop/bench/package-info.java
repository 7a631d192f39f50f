/**
 * The benchmark: lumadrop as it is packaged, as a process, through its launcher, against a plain Java program and a
 * Python script that do the same work and promise nothing. Not part of the program; {@code mvn -Pbench verify} runs it.
 */
package lumadrop.bench;
