/**
 * The upstream's wire: the bodies that we send, what its answers mean, its addresses, and the key. The upstream's
 * oddities end here: whatever it answers comes out as one of a few records, and hostile or broken bodies never as an
 * exception. Facts about the upstream come from the vendor's page of the model and from what clients of its request
 * queue saw live.
 *
 * <p>Knows the shared words only: no Camel, no HTTP client, no ledger, no settings.
 */
package lumadrop.api;
