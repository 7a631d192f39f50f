package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A submit's body that holds to the rules.
 *
 * @param model exists
 * @param payload as sent
 * @param hash of model and payload: equal for equal requests
 * @param prompt within its limits
 * @param aspectRatio one of the nine; {@code 1:1} when none was given
 * @param marks the oddities that the prompt asks for
 */
record Draft(String model, ObjectNode payload, String hash, String prompt, String aspectRatio, List<Strike> marks) {

    /** The same for equal requests; chances and ids hang on it. */
    long identity() {
        return Long.parseUnsignedLong(hash, 16);
    }
}
