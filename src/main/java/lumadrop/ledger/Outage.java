package lumadrop.ledger;

import java.time.Instant;

/** A time in which the upstream was known to be down. */
public record Outage(Instant from, Instant until) {}
