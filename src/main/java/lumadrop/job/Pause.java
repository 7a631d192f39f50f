package lumadrop.job;

import java.util.Objects;

/**
 * Why work stands still as a whole.
 *
 * @param why a sentence for people: what is wrong, and what ends it
 */
public record Pause(PauseClass pauseClass, String why) {
    public Pause {
        Objects.requireNonNull(pauseClass);
        Objects.requireNonNull(why);
    }
}
