package lumadrop.sandbox;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes the bytes of a picture: one pleasant colour from the prompt, its darker shades for what is drawn on it. */
final class Painter {

    private final int longEdge;

    Painter(int longEdge) {
        // No display is needed, and none is looked for.
        System.setProperty("java.awt.headless", "true");
        this.longEdge = longEdge;
    }

    byte[] paint(PictureRequest request) {
        int width = edge(request.aspectRatio(), true);
        int height = edge(request.aspectRatio(), false);
        BufferedImage shades = Canvas.draw(request, width, height);
        byte[] pixels = ((DataBufferByte) shades.getRaster().getDataBuffer()).getData();
        byte[] palette = palette(request.prompt());
        return request.format() == PictureFormat.PNG
                ? PngFile.of(width, height, pixels, palette)
                : jpeg(width, height, pixels, palette);
    }

    private int edge(String aspectRatio, boolean horizontal) {
        int colon = aspectRatio.indexOf(':');
        int x = Integer.parseInt(aspectRatio.substring(0, colon));
        int y = Integer.parseInt(aspectRatio.substring(colon + 1));
        int mine = horizontal ? x : y;
        return Math.max(1, Math.round((float) longEdge * mine / Math.max(x, y)));
    }

    private static byte[] palette(String prompt) {
        float hue = (float) Seeds.unit(Seeds.mix(prompt.hashCode(), 23));
        int ground = Color.HSBtoRGB(hue, 0.18f, 0.96f);
        int ink = Color.HSBtoRGB(hue, 0.75f, 0.22f);
        byte[] palette = new byte[3 * 256];
        for (int shade = 0; shade < 256; shade++) {
            for (int part = 0; part < 3; part++) {
                int shift = 16 - 8 * part;
                int from = ground >> shift & 0xFF;
                int to = ink >> shift & 0xFF;
                palette[3 * shade + part] = (byte) (from + (to - from) * shade / 255);
            }
        }
        return palette;
    }

    private static byte[] jpeg(int width, int height, byte[] shades, byte[] palette) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            int at = 3 * (shades[i] & 0xFF);
            pixels[i] = (palette[at] & 0xFF) << 16 | (palette[at + 1] & 0xFF) << 8 | palette[at + 2] & 0xFF;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "jpeg", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
