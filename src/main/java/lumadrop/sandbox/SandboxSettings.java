package lumadrop.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the double behaves. Keys of {@link #from} are these names with hyphens after {@code lumadrop.sandbox.}.
 *
 * @param port 0 for any free one; always on the loopback address
 * @param key the API key that is accepted; empty: any that is not blank
 * @param models the model ids that exist, case-sensitive
 * @param generateTime the median time of a generation
 * @param spread the sigma of its lognormal spread; 0: always the median
 * @param answers how a submit is answered
 * @param pictureSize the long edge in pixels
 * @param pictureFormat what is encoded
 * @param pageSize how many items a list has when nothing is asked, and at most
 * @param promptLimit characters (code points)
 * @param bodyLimit bytes of a submit
 * @param rateLimit how many submits are taken in an interval; empty: any
 * @param clockSkew how far the double's clock is ahead of the machine's; may be negative
 * @param seed the same seed gives the same ids, times and chances for the same requests; 0: another one each start
 * @param oddities what goes wrong, and how often
 */
public record SandboxSettings(
        int port,
        String key,
        List<String> models,
        Duration generateTime,
        double spread,
        AnswerMode answers,
        int pictureSize,
        PictureFormat pictureFormat,
        int pageSize,
        int promptLimit,
        int bodyLimit,
        Optional<RateLimit> rateLimit,
        Duration clockSkew,
        long seed,
        List<OdditySetting> oddities) {

    private static final Set<String> NAMES = Set.of(
            "port",
            "key",
            "models",
            "generate-time",
            "spread",
            "answers",
            "picture-size",
            "picture-format",
            "page-size",
            "prompt-limit",
            "body-limit",
            "rate-limit",
            "clock-skew",
            "seed",
            "oddities");

    /** What {@code demo} runs with: any free port, any key, two seconds a picture, 2048 pixels, nothing odd. */
    public static SandboxSettings defaults() {
        return from(Map.of());
    }

    /**
     * Reads the keys {@code lumadrop.sandbox.*}; others are ignored.
     *
     * @throws IllegalArgumentException naming the key, what was found and what is expected
     */
    public static SandboxSettings from(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(values, NAMES);
        String rate = reader.text("rate-limit", "");
        return new SandboxSettings(
                reader.number("port", 0, 0, 65_535),
                reader.text("key", ""),
                Arrays.stream(reader.text("models", "luma-uni-1.1").split(","))
                        .map(String::strip)
                        .toList(),
                reader.duration("generate-time", Duration.ofSeconds(2), Duration.ZERO, Duration.ofHours(24)),
                reader.decimal("spread", 0.25, 0, 3),
                AnswerMode.parse(reader.text("answers", AnswerMode.QUEUED.id())),
                reader.number("picture-size", 2048, 1, 16_384),
                PictureFormat.parse(reader.text("picture-format", "png")),
                reader.number("page-size", 50, 1, 100_000),
                reader.number("prompt-limit", 6_000, 1, 1_000_000),
                reader.number("body-limit", 1 << 20, 64, 1 << 30),
                rate.isEmpty() ? Optional.empty() : Optional.of(RateLimit.parse(rate)),
                reader.duration("clock-skew", Duration.ZERO, Duration.ofHours(-24), Duration.ofHours(24)),
                reader.seed("seed"),
                OdditySetting.parseList(reader.text("oddities", "")));
    }

    /** The same on another port. */
    public SandboxSettings withPort(int newPort) {
        return new SandboxSettings(
                newPort,
                key,
                models,
                generateTime,
                spread,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                oddities);
    }

    /** The same with another accepted key. */
    public SandboxSettings withKey(String newKey) {
        return new SandboxSettings(
                port,
                newKey,
                models,
                generateTime,
                spread,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                oddities);
    }

    /** The same with this median generation time and no spread. */
    public SandboxSettings withGenerateTime(Duration exactly) {
        return new SandboxSettings(
                port,
                key,
                models,
                exactly,
                0,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                oddities);
    }

    /** The same with this spread. */
    public SandboxSettings withSpread(double sigma) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                sigma,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                oddities);
    }

    /** The same with submits answered so. */
    public SandboxSettings withAnswers(AnswerMode mode) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                spread,
                mode,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                oddities);
    }

    /** The same with pictures of this long edge and format. */
    public SandboxSettings withPictures(int longEdge, PictureFormat format) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                spread,
                answers,
                longEdge,
                format,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                oddities);
    }

    /** The same with lists of this many items at most. */
    public SandboxSettings withPageSize(int items) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                spread,
                answers,
                pictureSize,
                pictureFormat,
                items,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                oddities);
    }

    /** The same with this limit on submits. */
    public SandboxSettings withRateLimit(int limit, Duration interval) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                spread,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                Optional.of(new RateLimit(limit, interval)),
                clockSkew,
                seed,
                oddities);
    }

    /** The same with its clock this far ahead. */
    public SandboxSettings withClockSkew(Duration ahead) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                spread,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                ahead,
                seed,
                oddities);
    }

    /** The same with this seed. */
    public SandboxSettings withSeed(long newSeed) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                spread,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                newSeed,
                oddities);
    }

    /** The same with these oddities: {@code name}, {@code name*N}, {@code name:probability}, separated by commas. */
    public SandboxSettings withOddities(String list) {
        return new SandboxSettings(
                port,
                key,
                models,
                generateTime,
                spread,
                answers,
                pictureSize,
                pictureFormat,
                pageSize,
                promptLimit,
                bodyLimit,
                rateLimit,
                clockSkew,
                seed,
                OdditySetting.parseList(list));
    }

    /** Without the key: somebody may have set a real one. */
    @Override
    public String toString() {
        return "SandboxSettings[port=" + port + ", key=" + (key.isEmpty() ? "any" : "(set)") + ", models=" + models
                + ", generateTime=" + generateTime + ", spread=" + spread + ", answers=" + answers.id()
                + ", pictureSize=" + pictureSize + ", pictureFormat=" + pictureFormat + ", oddities=" + oddities + "]";
    }
}
