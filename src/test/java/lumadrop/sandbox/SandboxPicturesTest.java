package lumadrop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxPicturesTest {

    private static final String ID = "5c30b275-1111-4222-8333-944444444444";

    @ParameterizedTest
    @CsvSource({
        "3:1,2048,683",
        "2:1,2048,1024",
        "16:9,2048,1152",
        "3:2,2048,1365",
        "1:1,2048,2048",
        "2:3,1365,2048",
        "9:16,1152,2048",
        "1:2,1024,2048",
        "1:3,683,2048"
    })
    void aPictureHasTheAskedRatioWithTheLongEdgeGiven(String ratio, int width, int height) throws IOException {
        BufferedImage image = read(new Painter(2048).paint(request("A red fox", ratio, PictureFormat.PNG)));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({"PNG,137", "JPEG,255"})
    void aPictureIsOfItsFormat(PictureFormat format, int firstByte) throws IOException {
        byte[] bytes = new Painter(512).paint(request("A red fox", "3:2", format));
        assertThat(bytes[0] & 0xFF).isEqualTo(firstByte);
        assertThat(read(bytes).getWidth()).isEqualTo(512);
    }

    @Test
    void equalRequestsGiveEqualBytesAndOthersOther() {
        Painter painter = new Painter(256);
        byte[] fox = painter.paint(request("A red fox", "1:1", PictureFormat.PNG));
        assertThat(painter.paint(request("A red fox", "1:1", PictureFormat.PNG)))
                .isEqualTo(fox);
        assertThat(painter.paint(request("A blue fox", "1:1", PictureFormat.PNG)))
                .isNotEqualTo(fox);
    }

    @Test
    void thePromptIsWrittenOnThePicture() throws IOException {
        Painter painter = new Painter(512);
        BufferedImage little = read(painter.paint(request(".", "1:1", PictureFormat.PNG)));
        BufferedImage much = read(painter.paint(request("lorem ipsum dolor ".repeat(40), "1:1", PictureFormat.PNG)));
        assertThat(darkPixels(much)).isGreaterThan(darkPixels(little) + 5000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "word", "\uD83E\uDD8A fox", "\u65E5\u672C\u8A9E"})
    void anyPromptCanBeDrawn(String word) throws IOException {
        String prompt = (word + "x".repeat(300) + " ").repeat(20);
        for (int edge : new int[] {1, 16, 65, 200}) {
            for (String ratio : new String[] {"3:1", "1:3"}) {
                BufferedImage image = read(new Painter(edge).paint(request(prompt, ratio, PictureFormat.PNG)));
                assertThat(Math.max(image.getWidth(), image.getHeight())).isEqualTo(edge);
            }
        }
    }

    @Test
    void picturesOfOneRequestDiffer() {
        Painter painter = new Painter(128);
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < 4; index++) {
            byte[] bytes = painter.paint(new PictureRequest(ID, "A red fox", "1:1", index, PictureFormat.PNG));
            seen.add(Arrays.toString(bytes));
        }
        assertThat(seen).hasSize(4);
    }

    @Test
    void whatIsHeldStaysWithinTheBudget() {
        Pictures pictures = new Pictures(new Painter(64), 3000);
        PictureRequest first = request("prompt 0", "1:1", PictureFormat.PNG);
        byte[] drawn = pictures.get(first);
        assertThat(pictures.held(first)).isPresent();
        for (int i = 1; i < 20; i++) {
            pictures.get(request("prompt " + i, "1:1", PictureFormat.PNG));
        }
        assertThat(pictures.held(first)).isEmpty();
        assertThat(pictures.get(first)).isEqualTo(drawn);
    }

    private static PictureRequest request(String prompt, String ratio, PictureFormat format) {
        return new PictureRequest(ID, prompt, ratio, 0, format);
    }

    private static BufferedImage read(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(image).isNotNull();
        return image;
    }

    private static long darkPixels(BufferedImage image) {
        long dark = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                dark += (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF) < 300 ? 1 : 0;
            }
        }
        return dark;
    }
}
