/**
 * The ledger: the one SQL table that is the queue, and the few that serve it. It owns all SQL, the migrations, the group
 * commit, the claims and the transitions. It knows {@code lumadrop.job} and JDBC; it must not know Camel, files or HTTP.
 *
 * <p>How a job moves: a worker <i>claims</i> it (owner set, {@code due_at} null: no one else's turn), does one thing, and
 * <i>writes</i> its next form. Every write names the version it started from and fails softly when another hand, a
 * person's {@code cancel} say, was quicker. A dead owner's jobs are <i>released</i>: due again, and what was being
 * submitted becomes {@code unknown}, because whether the upstream has it is not known.
 */
package lumadrop.ledger;
