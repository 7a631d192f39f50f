/**
 * How long requests take, learned from those that have ended and those that have not yet, and when to ask after one so that few polls notice its end
 * soon. Pure arithmetic; time and randomness are passed in. Knows {@code lumadrop.job} only; where what is learned is kept
 * is not its concern.
 */
package lumadrop.learn;
