/**
 * What the upstream's list of requests says of a submit whose outcome is uncertain: which of its items is that job's, or
 * that the job has none, or that the list proves nothing. Pure judgement over values: no Camel, no SQL, no HTTP, no clock.
 *
 * <p>Two mistakes cost money or trust, and are never made for the sake of an answer: to call a request absent that was
 * taken (a second picture is paid), and to give one job another's request.
 */
package lumadrop.reconcile;
