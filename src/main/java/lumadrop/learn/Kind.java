package lumadrop.learn;

import lumadrop.job.Ask;
import lumadrop.job.Mode;

/** Requests of one kind take equally long, as far as can be told from what they ask. */
public record Kind(String model, Mode mode) {
    public static Kind of(Ask ask) {
        return new Kind(ask.model(), ask.mode());
    }
}
