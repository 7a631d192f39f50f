package lumadrop.flow;

import java.net.URI;
import lumadrop.api.Endpoints;
import lumadrop.api.HttpAnswer;

/**
 * How many requests the upstream's list is asked for: few while they will do, more where a page that is full does not reach
 * back far enough. The size is no documented wish: where it is refused, none is stated.
 */
final class PageSize {
    private static final int FIRST = 200;
    private static final int STEP = 5;

    /** As many as an answer may have without being longer than what is read of one, as long as prompts are short. */
    private int most = FIRST * STEP * STEP;

    private int size = FIRST;
    private boolean wanted = true;

    URI address(Endpoints endpoints, String model) {
        return wanted ? endpoints.requestsOf(model, size) : endpoints.requestsOf(model);
    }

    /** @return whether the answer shows that the list should be asked for in another way */
    boolean isToBlame(HttpAnswer answer) {
        if (wanted && answer.isWishRefused()) {
            wanted = false;
            return true;
        }
        if (wanted && answer.truncated() && size > FIRST) {
            size /= STEP;
            most = size;
            return true;
        }
        return false;
    }

    /**
     * A page did not reach back far enough.
     *
     * @return whether more is asked for from now on
     */
    boolean more(int items) {
        if (!wanted || items < size || size >= most) {
            return false;
        }
        size = Math.min(most, size * STEP);
        return true;
    }
}
