package lumadrop.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.FileImageInputStream;
import lumadrop.picture.BadPicture.Kind;

/**
 * Decodes a JPEG from its first row to its last, once its file is complete, and keeps next to nothing: the decoder
 * hands over every k-th sample only, so a thumbnail is all that is ever in the heap. As a raster, because colours need
 * no conversion to be read, and a four-colour JPEG has none in the JDK.
 *
 * <p>A progressive JPEG cannot be decoded without all of its coefficients (6 bytes a pixel at most, native, freed with
 * the reader): the pixel limit bounds them, and large ones of the kind are decoded one at a time.
 */
final class JpegDecode {
    /** The most samples of the thumbnail. */
    private static final int SAMPLES = 256 << 10;

    /** Four times what the upstream makes; up to here 100 MB of native memory a thread are borne. */
    private static final long MANY_PIXELS = 16 << 20;

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final int samples;

    JpegDecode() {
        this(SAMPLES);
    }

    JpegDecode(int samples) {
        this.samples = samples;
    }

    /**
     * @param wantsMemory whether decoding takes native memory in proportion to the pixels
     * @throws BadPicture if the decoder cannot reach the last row, or complains of damage on its way
     * @throws IOException if the file cannot be read
     */
    void decode(Path file, int width, int height, boolean wantsMemory) throws BadPicture, IOException {
        if (!wantsMemory || (long) width * height <= MANY_PIXELS) {
            decode(file, width, height);
            return;
        }
        oneAtATime.lock();
        try {
            decode(file, width, height);
        } finally {
            oneAtATime.unlock();
        }
    }

    private void decode(Path file, int width, int height) throws BadPicture, IOException {
        AtomicReference<String> damage = new AtomicReference<>();
        ImageReader reader = reader();
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(new Listener(damage));
            ImageReadParam param = reader.getDefaultReadParam();
            int step = (int) Math.ceil(Math.sqrt((double) width * height * 4 / samples));
            // The offset makes the last row one of those handed over, so that no decoder may stop before it.
            param.setSourceSubsampling(step, step, 0, (height - 1) % step);
            reader.readRaster(0, param);
        } catch (IIOException | EOFException broken) {
            if (String.valueOf(broken.getMessage()).startsWith("Insufficient memory")) {
                throw new IOException("no memory to decode a JPEG of " + width + " x " + height, broken);
            }
            damage.compareAndSet(null, String.valueOf(broken.getMessage()));
        } catch (RuntimeException broken) {
            // The JDK's reader answers some broken tables with an index out of bounds and the like.
            damage.compareAndSet(null, broken.toString());
        } finally {
            reader.dispose();
        }
        if (damage.get() != null) {
            throw new BadPicture(Kind.CORRUPT, "JPEG: cannot be read to its end: " + OneLine.of(damage.get()));
        }
    }

    private static ImageReader reader() throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.canReadRaster()) {
                return reader;
            }
            reader.dispose();
        }
        throw new IOException("this Java has no JPEG reader (module java.desktop): use a complete one");
    }

    /** Takes the decoder's complaints of damaged pixels for faults; those of odd profiles and versions are none. */
    private record Listener(AtomicReference<String> damage) implements IIOReadWarningListener {
        @Override
        public void warningOccurred(ImageReader source, String warning) {
            if (warning.contains("Corrupt JPEG") || warning.contains("Premature") || warning.contains("Inconsistent")) {
                damage.compareAndSet(null, warning);
            }
        }
    }
}
