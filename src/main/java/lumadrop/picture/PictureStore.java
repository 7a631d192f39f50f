package lumadrop.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumadrop.file.Access;
import lumadrop.job.Media;
import lumadrop.job.Picture;
import lumadrop.picture.BadPicture.Kind;
import lumadrop.picture.Receiver.Received;
import lumadrop.storage.Mounted;

/**
 * Where downloads become pictures. A picture appears under its name only when it is whole and checked, and never in
 * place of another. May be used by any number of threads.
 *
 * <p>Both folders must exist: a missing one is a fault of the disk (a mount that is gone, say) and never papered over.
 */
public final class PictureStore {
    private static final String REJECTED = ".rejected";
    private static final String DAMAGED = ".damaged";

    private final PictureLimits limits;
    private final boolean sync;
    private final Folder output;
    private final Folder failed;
    private final Parts parts;
    private final Receiver receiver;
    private final JpegDecode jpegs = new JpegDecode();

    /**
     * A store that leaves it to the operating system when bytes reach the disk.
     *
     * @param output where pictures go; its folder {@code .lumadrop} holds the temporary files
     * @param failed where refused downloads go; may be on another file system
     */
    public PictureStore(Path output, Path failed, PictureLimits limits) {
        this(output, failed, limits, false);
    }

    /** @param sync whether a picture and its folder are forced to the disk before {@link #store} returns */
    public PictureStore(Path output, Path failed, PictureLimits limits, boolean sync) {
        this(output, failed, limits, sync, Access.OWNER, Mounted.ALWAYS, Mounted.ALWAYS);
    }

    /**
     * @param access how files and folders are made
     * @param outputMounted asked before anything is made in the output folder
     * @param failedMounted the same of the failed folder
     */
    public PictureStore(
            Path output,
            Path failed,
            PictureLimits limits,
            boolean sync,
            Access access,
            Mounted outputMounted,
            Mounted failedMounted) {
        this(output, failed, limits, sync, access, outputMounted, failedMounted, Parts.disk(access));
    }

    PictureStore(Path output, Path failed, PictureLimits limits, boolean sync, Parts.Opener opener) {
        this(output, failed, limits, sync, Access.OWNER, Mounted.ALWAYS, Mounted.ALWAYS, opener);
    }

    private PictureStore(
            Path output,
            Path failed,
            PictureLimits limits,
            boolean sync,
            Access access,
            Mounted outputMounted,
            Mounted failedMounted,
            Parts.Opener opener) {
        this.limits = limits;
        this.sync = sync;
        this.output = new Folder(output, sync, access, outputMounted);
        this.failed = new Folder(failed, sync, access, failedMounted);
        this.parts = new Parts(this.output.root(), access, opener, outputMounted);
        this.receiver = new Receiver(limits);
    }

    /**
     * Reads a picture, checks it and publishes it as {@code base.png} or {@code base.jpg}, by its bytes
     * ({@code base-n.png} where there are several). A name that is taken becomes {@code base.2.png} and so on, unless
     * the very same bytes are there already, from before a crash: then those are the picture.
     *
     * <p>The stream is read to its end, or no further than one byte beyond what may come, and left open: closing is the
     * caller's, who can then tell a fault of closing from one of reading. Reading blocks as long as the stream does; a
     * limit on time belongs in the stream.
     *
     * @param base path below the output folder, {@code /} between parts, no ending, already fit for a file system
     * @param n the picture's number, from 1
     * @param of how many pictures the job has
     * @param announcedLength in bytes; -1 if unknown
     * @throws BadPicture if what came is no whole picture within the limits; its bytes await {@link #keep} or
     *     {@link #discard}
     * @throws IOException if our disk fails: full, read-only, gone. Nothing is left behind, and the same download may
     *     well succeed later
     * @throws PathEscapeException if the name leads out of the output folder; nothing was read, unless it does so over
     *     a link to nothing
     */
    public Picture store(String base, int n, int of, Media media, InputStream body, long announcedLength)
            throws BadPicture, IOException {
        String name = name(base, n, of);
        output.check(name);
        if (announcedLength > limits.maxBytes()) {
            throw new BadPicture(
                    Kind.TOO_BIG,
                    announcedLength + " bytes announced, more than the " + limits.maxBytes() + " allowed");
        }
        Part part = parts.create(announcedLength);
        boolean keep = false;
        try {
            Received received = receive(body, announcedLength, part);
            String sha256 = part.sha256();
            Path file = output.put(part.path(), name, received.type().ending());
            keep = true;
            return new Picture(
                    n,
                    relative(file),
                    part.bytes(),
                    sha256,
                    received.type().word(),
                    received.width(),
                    received.height(),
                    media.shown());
        } catch (BadPicture bad) {
            keep = bad.kind() != Kind.EMPTY;
            throw keep ? bad.in(part.path()) : bad;
        } catch (ClosedByInterruptException stopped) {
            // Not the disk's fault: this thread was told to stop while it forced bytes to the disk. Where the picture
            // has its name already, the next attempt finds it.
            throw new BadPicture(Kind.INTERRUPTED, "stopped while it was written", stopped);
        } finally {
            if (!keep) {
                part.drop();
            }
        }
    }

    private Received receive(InputStream body, long announced, Part part) throws BadPicture, IOException {
        Received received;
        try (part) {
            received = receiver.receive(body, announced, part);
        }
        if (received.type() == MediaType.JPEG) {
            jpegs.decode(part.path(), received.width(), received.height(), received.wantsMemory());
        }
        if (sync) {
            part.sync();
        }
        return received;
    }

    private String relative(Path file) {
        StringBuilder text = new StringBuilder();
        for (Path step : output.root().relativize(file)) {
            text.append(text.isEmpty() ? "" : "/").append(step);
        }
        return text.toString();
    }

    private static String name(String base, int n, int of) {
        if (n < 1 || n > of) {
            throw new IllegalArgumentException("picture " + n + " of " + of);
        }
        return of > 1 ? base + "-" + n : base;
    }

    /** Removes the bytes of a refused download. Does nothing the second time. */
    public void discard(BadPicture bad) throws IOException {
        if (bad.part().isPresent()) {
            Files.deleteIfExists(bad.part().get());
        }
    }

    /**
     * Keeps the bytes of a refused download as {@code base.rejected} below the failed folder ({@code base-n.rejected}
     * where there are several): never under a picture's ending, never in place of another file.
     *
     * @return where they are; empty if none came
     * @throws IOException if they cannot be moved; they are then still where they were
     */
    public Optional<Path> keep(BadPicture bad, String base, int n, int of) throws IOException {
        if (bad.part().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(failed.put(bad.part().get(), name(base, n, of), REJECTED));
    }

    /**
     * Makes room for a picture that is to be collected again: what stands under its name, and is not what it was, goes to
     * {@code base.damaged} below the failed folder, where a person who changed it on purpose finds it; what is empty goes.
     *
     * @param file the picture's file below the output folder
     */
    public void setAside(String file) throws IOException {
        Path path = output.place(file);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.size(path) == 0) {
            Files.delete(path);
        } else {
            failed.put(path, file, DAMAGED);
        }
    }

    /**
     * Removes temporary files that a crash left behind: those last written before the given time. Choose it well before
     * the longest pause that a download in hand may make.
     *
     * @return what was removed
     */
    public List<Path> sweep(Instant olderThan) throws IOException {
        List<Path> swept = new ArrayList<>(parts.sweep(olderThan));
        swept.addAll(new Parts(failed.root(), Access.OWNER, Parts.disk(Access.OWNER), Mounted.ALWAYS).sweep(olderThan));
        return swept;
    }
}
