/**
 * When: a clock that does not jump, how long to wait after a trouble, when to ask after a request next, how often at
 * most, and when not at all. Pure arithmetic; time and randomness are passed in. Knows {@code lumadrop.job} only.
 */
package lumadrop.pace;
