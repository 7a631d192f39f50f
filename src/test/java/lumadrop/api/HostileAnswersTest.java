package lumadrop.api;

import static lumadrop.api.Wire.ID;
import static lumadrop.api.Wire.http;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and hostile answers: whatever comes, one of the known answers comes out, within its bounds. */
class HostileAnswersTest {
    @Test
    void noMutationOfAnAnswerBreaksAnything() {
        Random random = new Random(20260301);
        for (int round = 0; round < 8_000; round++) {
            byte[] body = mutated(AnswersFuzz.SEEDS.get(random.nextInt(AnswersFuzz.SEEDS.size())), random);
            HttpAnswer answer = new HttpAnswer(
                    AnswersFuzz.CODES[random.nextInt(AnswersFuzz.CODES.length)],
                    Map.of("Retry-After", AnswersFuzz.PIECES.get(random.nextInt(AnswersFuzz.PIECES.size()))),
                    body,
                    random.nextInt(10) == 0,
                    Wire.NOW);
            String told = "round " + round + ": " + answer.status() + " " + new String(body, StandardCharsets.UTF_8);
            assertThatCode(() -> AnswersFuzz.checkAll(answer)).as(told).doesNotThrowAnyException();
        }
    }

    private static byte[] mutated(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed.replace('\'', '"'));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.replace(at, end, AnswersFuzz.PIECES.get(random.nextInt(AnswersFuzz.PIECES.size())));
                case 2 -> text.insert(at, text.substring(at, end));
                default -> text.insert(at, AnswersFuzz.PIECES.get(random.nextInt(AnswersFuzz.PIECES.size())));
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
        AnswersFuzz.checkAll(http(200, opening.repeat(200_000)));
        AnswersFuzz.checkAll(http(500, opening.repeat(200_000)));
        AnswersFuzz.checkAll(
                http(200, "{'request_id':'x','status':'failed','error':" + "[".repeat(90) + "]".repeat(90) + "}"));
        String closed = "{'request_id':'" + ID + "','status':'failed','error':" + "{'error':".repeat(90) + "5"
                + "}".repeat(90) + "}";
        AnswersFuzz.checkAll(http(200, closed));
    }

    @Test
    void hugeNumbersTextsAndListsStayWithinTheirBounds() {
        AnswersFuzz.checkAll(http(200, "{'request_id':" + "9".repeat(100_000) + "}"));
        AnswersFuzz.checkAll(http(200, "{'request_id':'" + "x".repeat(100_000) + "'}"));
        AnswersFuzz.checkAll(http(200, "{'request_id':'" + ID + "','status':'" + "q".repeat(100_000) + "'}"));
        AnswersFuzz.checkAll(
                http(200, "{'request_id':'" + ID + "','status':'failed','error':'" + "rate { ".repeat(100_000) + "'}"));
        AnswersFuzz.checkAll(http(
                200,
                "{'request_id':'" + ID + "','status':'success','outcome':{'media_urls':[" + "'no',".repeat(100_000)
                        + "5]}}"));
        AnswersFuzz.checkAll(http(500, "<html><title>" + "<".repeat(200_000)));
        AnswersFuzz.checkAll(http(500, "\u0001".repeat(200_000)));
        AnswersFuzz.checkAll(http(500, "not ".repeat(200_000)));
    }
}
