package lumadrop.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.PictureFormat;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;

/** Doubles of the upstream, in this JVM, so that tests can count what reached them. */
final class Upstream {
    private Upstream() {}

    static SandboxServer start(Duration generation, AnswerMode answers) {
        try {
            return SandboxServer.start(
                    SandboxSettings.defaults()
                            .withGenerateTime(generation)
                            .withAnswers(answers)
                            .withPageSize(1000)
                            .withPictures(32, PictureFormat.PNG),
                    Path.of("routes", "sandbox"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
