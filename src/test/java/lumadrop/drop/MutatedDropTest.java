package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is dropped, it is read or refused with places; nothing else comes out. */
class MutatedDropTest {
    private static final long SEED = 20_251_125L;
    private static final int ROUNDS = 12_000;

    @Test
    void aMutatedDropIsReadOrRefusedAndNothingElse() {
        Random random = new Random(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(random);
            Form form = random.nextBoolean() ? Form.JSON : Form.LINES;
            try {
                read += DropFuzz.isRead(bytes, form) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + SEED + ", round " + round + ", " + form + ": "
                                + new String(bytes, StandardCharsets.UTF_8),
                        e);
            }
        }
        // Mutations that leave nothing valid, or all, would prove little.
        assertThat(read).isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(DropFuzz.DROPS.get(random.nextInt(DropFuzz.DROPS.size())));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, DropFuzz.SNIPPETS.get(random.nextInt(DropFuzz.SNIPPETS.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
                case 2 -> text.setLength(at);
                case 3 -> text.insert(at, text.substring(Math.max(0, at - random.nextInt(20)), at));
                default -> text.insert(at, (char) random.nextInt(0xD800));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
