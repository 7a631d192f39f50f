/**
 * What stands in the output folder and who may call it so: names and folders by templates, the manifest of a drop, the
 * line of a settled job, the reason beside what failed, the copy of the dropped file. Every file appears whole or not
 * at all. Knows jobs and safe names; no ledger, no settings, no HTTP, no Camel.
 */
package lumadrop.output;
