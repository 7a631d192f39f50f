package lumadrop.job;

import java.time.Instant;

/**
 * One line of a job's history.
 *
 * @param kind {@code state} (the word is the new state), {@code status} (the upstream's, when it changed),
 *     {@code attempt} (a POST is about to leave; the word is its number), {@code answer} (what a POST came to),
 *     {@code trouble} (a step failed and will be tried again), {@code wait} (until when), {@code hand} (a person's verb),
 *     {@code stalled} (the upstream leaves the request untouched), {@code reconcile} (an uncertain submit was settled),
 *     {@code request} (a request was let go; it stays known as ours) or {@code log} (what {@code manifest.jsonl} tells of it)
 * @param word the state, status, number, answer, class of the trouble, time, verb, request id or what is told
 * @param text why, or what was met; null where there is nothing to add
 */
public record JobEvent(Instant at, String kind, String word, String text) {}
