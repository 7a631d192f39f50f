package lumadrop.sandbox;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws a picture in shades of one byte, 0 the ground and 255 the ink; the encoder gives them colour.
 *
 * <p>Java2D smooths text on a grey raster quickly, where it would search the palette for every pixel of an indexed one.
 */
final class Canvas {

    private static final Logger LOG = LoggerFactory.getLogger(Canvas.class);
    /** Below this long edge text is but a smear and costs the most time. */
    private static final int LEAST_FOR_TEXT = 65;

    private static volatile boolean fontless;

    private Canvas() {}

    /** The shades, one byte a pixel, as a grey image. */
    static BufferedImage draw(PictureRequest request, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        try {
            int longEdge = Math.max(width, height);
            int shortEdge = Math.min(width, height);
            int margin = Math.max(1, shortEdge / 24);
            band(graphics, request, width, height);
            graphics.setColor(shade(150));
            graphics.setStroke(new BasicStroke(Math.max(1, shortEdge / 200f)));
            graphics.drawRect(margin, margin, width - 2 * margin - 1, height - 2 * margin - 1);
            if (longEdge >= LEAST_FOR_TEXT && !fontless) {
                write(graphics, request, width, height, margin);
            }
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** A few discs in nearby shades, placed by the request, so that no two pictures look alike from afar. */
    private static void band(Graphics2D graphics, PictureRequest request, int width, int height) {
        long seed = Seeds.mix(request.requestId().hashCode(), request.prompt().hashCode(), request.index());
        for (int disc = 0; disc < 5; disc++) {
            int radius = (int) (Math.min(width, height) * (0.15 + 0.35 * Seeds.unit(Seeds.mix(seed, disc, 1))));
            int x = (int) (width * Seeds.unit(Seeds.mix(seed, disc, 2))) - radius;
            int y = (int) (height * Seeds.unit(Seeds.mix(seed, disc, 3))) - radius;
            graphics.setColor(shade(14 + 12 * disc));
            graphics.fillOval(x, y, 2 * radius, 2 * radius);
        }
    }

    private static void write(Graphics2D graphics, PictureRequest request, int width, int height, int margin) {
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            int room = width - 5 * margin;
            int size = Math.max(8, Math.min(width, height) / 14);
            List<String> lines = List.of();
            int most = height - 6 * margin;
            // Long prompts get smaller letters until they fit, and are cut where even the smallest do not.
            for (; size >= 8; size = size * 3 / 4) {
                graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
                lines = wrap(request.prompt(), graphics.getFontMetrics(), room);
                if (lines.size() * graphics.getFontMetrics().getHeight() <= most) {
                    break;
                }
            }
            FontMetrics metrics = graphics.getFontMetrics();
            graphics.setColor(shade(255));
            int y = 2 * margin + metrics.getAscent();
            for (String line : lines) {
                if (y > height - 4 * margin) {
                    break;
                }
                graphics.drawString(line, 2 * margin + margin / 2, y);
                y += metrics.getHeight();
            }
            graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, Math.max(7, Math.min(width / 32, height / 16))));
            graphics.setColor(shade(200));
            String foot = request.index() == 0 ? request.requestId() : request.requestId() + " #" + request.index();
            graphics.drawString(foot, 2 * margin + margin / 2, height - 2 * margin);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A JVM without any font throws an Error or an exception from deep inside, by its version.
            fontless = true;
            LOG.warn("This machine has no fonts: the sandbox draws its pictures without text ({})", e.toString());
        }
    }

    static List<String> wrap(String text, FontMetrics metrics, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            if (!line.isEmpty() && metrics.stringWidth(line + " " + rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (metrics.stringWidth(rest) > width && rest.length() > 1) {
                int fits = rest.length() - 1;
                while (fits > 1 && metrics.stringWidth(rest.substring(0, fits)) > width) {
                    fits = fits * 3 / 4;
                }
                fits = Math.max(1, fits);
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private static Color shade(int value) {
        return new Color(value, value, value);
    }
}
