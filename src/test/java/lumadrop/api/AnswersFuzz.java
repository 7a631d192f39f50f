package lumadrop.api;

import static lumadrop.api.Wire.ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lumadrop.job.Media;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.Snapshot;

/**
 * What must hold of any answer. Also Jazzer's way in: the first byte of an input says which status the answer has, the
 * second which {@code Retry-After} and whether it was cut short.
 */
public final class AnswersFuzz {
    static final String KEY = "sk-secret-1";

    static final List<String> SEEDS = List.of(
            "{'request_id':'" + ID + "','status':'success','outcome':{'media_urls':[{'id':'0','url':'https://x/a b'}],"
                    + "'thumbnail_image_url':'https://x/t'},'created_at':1762215580,'payload':{'prompt':'é😀'}}",
            "{'request_id':'" + ID + "','status':'failed','error':{'message':'Bearer sk-secret-1','details':'{}'},"
                    + "'rate_limit':{'limit':2,'interval_seconds':60,'retry_after_ms':5000}}",
            "{'requests':[{'request_id':'a','status':'queued','payload':{'prompt':'x'}},null],'total':2}",
            "{'error':'Backend error (422): {\\\"error\\\":\\\"content_moderated sk-secret-1\\\"}'}",
            "<html><head><title>502 Bad Gateway</title></head><body>sk-secret-1</body></html>");

    static final List<String> PIECES = List.of(
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "9".repeat(400),
            "true",
            "\"\"",
            "\u0000",
            "\ud800",
            "\u202e",
            "[[[[[[",
            "\"status\":",
            "\"request_id\":\"" + ID + "\",",
            "\"message\":",
            "\"outcome\":{\"url\":\"https://y/%\"},",
            "\\u0000",
            "\\ud83d",
            "Bearer " + KEY,
            "<script>",
            "{\"a\":",
            "\n",
            "https://",
            "%",
            "\\",
            "😀",
            "credits");

    static final int[] CODES = {200, 201, 301, 303, 400, 401, 402, 403, 404, 408, 410, 422, 429, 500, 502, 503, 599, 0};

    private static final Answers ANSWERS = new Answers(ApiKey.of(KEY));

    private AnswersFuzz() {}

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() {
        for (byte[] seed : seeds()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        checkAll(new HttpAnswer(
                CODES[(input[0] & 0xff) % CODES.length],
                Map.of("Retry-After", PIECES.get((input[1] & 0x7f) % PIECES.size())),
                Arrays.copyOfRange(input, 2, input.length),
                input[1] < 0,
                Wire.NOW));
    }

    /** Inputs to begin with. */
    public static List<byte[]> seeds() {
        return SEEDS.stream()
                .flatMap(seed -> Stream.of("\0\0" + seed, "\5\3" + seed, "\15\3" + seed))
                .map(Wire::bytes)
                .toList();
    }

    /** Pieces that an input may be made of. */
    public static List<byte[]> words() {
        return PIECES.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Whoever reads it, one of the known answers comes out, within its bounds. */
    static void checkAll(HttpAnswer answer) {
        SubmitAnswer submit = ANSWERS.submit(answer);
        check(submit);
        if (submit instanceof SubmitAnswer.Taken taken) {
            assertThat(answer.isSuccess()).isTrue();
            check(taken.snapshot());
        }
        StatusAnswer status = ANSWERS.status(answer, ID);
        check(status);
        if (status instanceof StatusAnswer.Seen seen) {
            assertThat(seen.snapshot().requestId()).isEqualTo(ID);
            check(seen.snapshot());
        }
        ListAnswer list = ANSWERS.list(answer);
        if (list instanceof ListAnswer.Page page) {
            page.items().forEach(item -> check(item.snapshot()));
        } else {
            check(list);
        }
        check(ANSWERS.models(answer));
        check(ANSWERS.upload(answer));
    }

    private static void check(Answer answer) {
        assertThat(answer.word()).isNotEmpty();
        if (answer instanceof AskAgain again) {
            check(again.reason());
            check(again.pause());
        } else if (answer instanceof AccountTrouble trouble) {
            check(trouble.reason());
        } else if (answer instanceof StatusAnswer.NotThere gone) {
            check(gone.reason());
        } else if (answer instanceof SubmitAnswer.Throttled throttled) {
            check(throttled.reason());
            check(throttled.pause());
        } else if (answer instanceof SubmitAnswer.FailedThrottled throttled) {
            check(throttled.snapshot());
            check(throttled.pause());
        } else if (answer instanceof SubmitAnswer.Refused refused) {
            check(refused.reason());
        } else if (answer instanceof SubmitAnswer.RefusedByBackend refused) {
            check(refused.reason());
        } else if (answer instanceof SubmitAnswer.Uncertain uncertain) {
            check(uncertain.reason());
        }
    }

    private static void check(Snapshot snapshot) {
        assertThat(snapshot.requestId()).isNotBlank().hasSizeLessThanOrEqualTo(200);
        assertThat(snapshot.status()).isNotBlank().hasSizeLessThanOrEqualTo(64);
        assertThat(snapshot.media()).hasSizeLessThanOrEqualTo(16);
        for (Media media : snapshot.media()) {
            assertThat(media.url().getScheme()).isIn("http", "https");
            assertThat(media.url().toString()).isASCII();
        }
        if (snapshot.phase() == Phase.FAILED || snapshot.phase() == Phase.CANCELLED) {
            assertThat(snapshot.reason()).isNotNull();
        }
        if (snapshot.reason() != null) {
            check(snapshot.reason());
        }
    }

    private static void check(Reason reason) {
        assertThat(reason.text()).isNotBlank().hasSizeLessThanOrEqualTo(500).doesNotContain(KEY);
        assertThat(reason.text().codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private static void check(Duration pause) {
        if (pause != null) {
            assertThat(pause).isBetween(Duration.ZERO, Duration.ofHours(1));
        }
    }
}
