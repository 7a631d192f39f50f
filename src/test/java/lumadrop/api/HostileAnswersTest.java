package lumadrop.api;

import static lumadrop.api.Wire.ID;
import static lumadrop.api.Wire.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lumadrop.job.Media;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and hostile answers: whatever comes, one of the known answers comes out, within its bounds. */
class HostileAnswersTest {
    private static final String KEY = "sk-secret-1";

    private static final List<String> SEEDS = List.of(
            "{'request_id':'" + ID + "','status':'success','outcome':{'media_urls':[{'id':'0','url':'https://x/a b'}],"
                    + "'thumbnail_image_url':'https://x/t'},'created_at':1762215580,'payload':{'prompt':'é😀'}}",
            "{'request_id':'" + ID + "','status':'failed','error':{'message':'Bearer sk-secret-1','details':'{}'},"
                    + "'rate_limit':{'limit':2,'interval_seconds':60,'retry_after_ms':5000}}",
            "{'requests':[{'request_id':'a','status':'queued','payload':{'prompt':'x'}},null],'total':2}",
            "{'error':'Backend error (422): {\\\"error\\\":\\\"content_moderated sk-secret-1\\\"}'}",
            "<html><head><title>502 Bad Gateway</title></head><body>sk-secret-1</body></html>");

    private static final List<String> PIECES = List.of(
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

    private static final int[] CODES = {
        200, 201, 301, 303, 400, 401, 402, 403, 404, 408, 410, 422, 429, 500, 502, 503, 599, 0
    };

    private final Answers answers = new Answers(ApiKey.of(KEY));

    @Test
    void noMutationOfAnAnswerBreaksAnything() {
        Random random = new Random(20260301);
        for (int round = 0; round < 8_000; round++) {
            byte[] body = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            HttpAnswer answer = new HttpAnswer(
                    CODES[random.nextInt(CODES.length)],
                    Map.of("Retry-After", PIECES.get(random.nextInt(PIECES.size()))),
                    body,
                    random.nextInt(10) == 0,
                    Wire.NOW);
            String told = "round " + round + ": " + answer.status() + " " + new String(body, StandardCharsets.UTF_8);
            assertThatCode(() -> checkAll(answer)).as(told).doesNotThrowAnyException();
        }
    }

    private void checkAll(HttpAnswer answer) {
        SubmitAnswer submit = answers.submit(answer);
        check(submit);
        if (submit instanceof SubmitAnswer.Taken taken) {
            assertThat(answer.isSuccess()).isTrue();
            check(taken.snapshot());
        }
        StatusAnswer status = answers.status(answer, ID);
        check(status);
        if (status instanceof StatusAnswer.Seen seen) {
            assertThat(seen.snapshot().requestId()).isEqualTo(ID);
            check(seen.snapshot());
        }
        ListAnswer list = answers.list(answer);
        if (list instanceof ListAnswer.Page page) {
            page.items().forEach(item -> check(item.snapshot()));
        } else {
            check(list);
        }
        check(answers.models(answer));
        check(answers.upload(answer));
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

    private static byte[] mutated(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed.replace('\'', '"'));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.insert(at, text.substring(at, end));
                default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"error\":"})
    void depthDoesNotOverflowTheStack(String opening) {
        checkAll(http(200, opening.repeat(200_000)));
        checkAll(http(500, opening.repeat(200_000)));
        checkAll(http(200, "{'request_id':'x','status':'failed','error':" + "[".repeat(90) + "]".repeat(90) + "}"));
        String closed = "{'request_id':'" + ID + "','status':'failed','error':" + "{'error':".repeat(90) + "5"
                + "}".repeat(90) + "}";
        checkAll(http(200, closed));
    }

    @Test
    void hugeNumbersTextsAndListsStayWithinTheirBounds() {
        checkAll(http(200, "{'request_id':" + "9".repeat(100_000) + "}"));
        checkAll(http(200, "{'request_id':'" + "x".repeat(100_000) + "'}"));
        checkAll(http(200, "{'request_id':'" + ID + "','status':'" + "q".repeat(100_000) + "'}"));
        checkAll(
                http(200, "{'request_id':'" + ID + "','status':'failed','error':'" + "rate { ".repeat(100_000) + "'}"));
        checkAll(http(
                200,
                "{'request_id':'" + ID + "','status':'success','outcome':{'media_urls':[" + "'no',".repeat(100_000)
                        + "5]}}"));
        checkAll(http(500, "<html><title>" + "<".repeat(200_000)));
        checkAll(http(500, "\u0001".repeat(200_000)));
        checkAll(http(500, "not ".repeat(200_000)));
    }
}
