package lumadrop.api;

import java.time.Duration;
import lumadrop.job.Reason;

/**
 * A question that costs nothing brought no usable answer: 429, 5xx, a redirect, a broken connection, or a body that is
 * unreadable, too long, of another request, or without a status. The same question is right later.
 *
 * @param pause what the upstream asks for, 0 to 1 h; null where it does not say
 */
public record AskAgain(Reason reason, Duration pause) implements StatusAnswer, ListAnswer, ModelsAnswer, UploadAnswer {
    @Override
    public String word() {
        return "ask-again";
    }
}
