/**
 * What the routes call: the {@code ledger:} component, the aggregation repository, and the beans of each step. It knows
 * Camel and every room below; it owns no rule of theirs, only how an exchange meets them.
 *
 * <p>A job travels through a route as a {@link lumadrop.flow.Hand}, kept in the exchange property {@code job}. Beans change
 * the hand; only {@code to: ledger:STATE} writes it down.
 */
package lumadrop.flow;
