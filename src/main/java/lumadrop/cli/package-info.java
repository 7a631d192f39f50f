/** The verbs: what a person or a scheduler types, what it prints, its exit code; and the start and stop of the flow. */
package lumadrop.cli;
