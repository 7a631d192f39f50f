package lumadrop.sandbox;

import java.nio.file.Path;
import java.time.Duration;

/** The double as most tests want it: instant, tiny, from the shipped routes. */
final class Doubles {

    static final Path ROUTES = Path.of("routes", "sandbox");

    private Doubles() {}

    static SandboxSettings instant() {
        return SandboxSettings.defaults()
                .withGenerateTime(Duration.ZERO)
                .withPictures(32, PictureFormat.PNG)
                .withSeed(42);
    }
}
