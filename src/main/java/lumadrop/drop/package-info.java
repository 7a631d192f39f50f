/**
 * What may be dropped: the bytes of a drop become jobs, or a list of all that is wrong with them. Owns the accepted
 * forms, the JSON Schema ({@code drop.schema.json}) and the words of the faults. Knows the shared words and the nearest
 * name; must not know files, folders, the ledger, HTTP or Camel: it is given bytes and gives back values.
 */
package lumadrop.drop;
