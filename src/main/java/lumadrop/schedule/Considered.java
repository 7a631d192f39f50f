package lumadrop.schedule;

import java.time.Instant;

/**
 * How far a schedule has been dealt with.
 *
 * @param fingerprint of the schedule as it then was
 * @param until every time up to and with this instant has been dropped, missed or skipped for good
 */
public record Considered(String fingerprint, Instant until) {}
