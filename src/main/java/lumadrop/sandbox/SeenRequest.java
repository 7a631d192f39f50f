package lumadrop.sandbox;

import java.time.Instant;

/**
 * A request as the double knows it.
 *
 * @param requestId given by the double
 * @param prompt as it arrived
 * @param status its stage in the queue's words, whatever oddity spells it otherwise
 * @param posts how many POSTs with this payload there were, accepted or not
 * @param polls how many status calls asked for it
 * @param downloads how many downloads of its pictures began
 * @param acceptedAt by the double's clock
 */
public record SeenRequest(
        String requestId, String prompt, String status, int posts, int polls, int downloads, Instant acceptedAt) {}
