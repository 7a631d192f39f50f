/**
 * The words that every room shares: what a drop, a job, an ask, a snapshot and a picture are, and the closed sets of
 * states, modes and reasons. Plain data; knows no other room, no Camel, no SQL, no HTTP.
 */
package lumadrop.job;
