package lumadrop.job;

import java.time.Instant;

/**
 * One line of a job's history.
 *
 * @param kind {@code state} (the word is the new state), {@code status} (the upstream's, when it changed),
 *     {@code attempt} (a POST is about to leave; the word is its number), {@code answer} (what a POST came to),
 *     {@code trouble} (a step failed and will be tried again), {@code wait} (until when),
 *     {@code stalled} (the upstream leaves the request untouched) or {@code hand} (a person's verb)
 * @param word the state, status, number, answer, class of the trouble, time or verb
 * @param text why, or what was met; null where there is nothing to add
 */
public record JobEvent(Instant at, String kind, String word, String text) {}
