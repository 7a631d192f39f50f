package lumadrop.api;

import java.time.Duration;
import lumadrop.job.Reason;

/**
 * A question that costs nothing brought no usable answer: 429, 5xx, a redirect, a broken connection, or a body that is
 * unreadable, too long, of another request, or without a status. The same question is right later.
 *
 * @param pause what the upstream asks for, 0 to 1 h; null where it does not say
 * @param down whether it is as of an upstream that is down: no answer, or 5xx
 */
public record AskAgain(Reason reason, Duration pause, boolean down)
        implements StatusAnswer, ListAnswer, ModelsAnswer, UploadAnswer {
    @Override
    public String word() {
        return "ask-again";
    }
}
