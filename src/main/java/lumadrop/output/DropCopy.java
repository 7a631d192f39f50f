package lumadrop.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import lumadrop.job.Drop;
import lumadrop.text.SafeName;
import lumadrop.text.Sha256;

/** Puts a copy of the dropped file beside what became of it. */
public final class DropCopy {
    private static final int ENDING_BYTES = 10;
    private static final int BUFFER = 8 << 10; // most drops are smaller still

    /**
     * What was put.
     *
     * @param place where the copy stands
     * @param changed whether it was made now, and of other bytes than those that were taken
     */
    public record Put(Path place, boolean changed) {}

    private final WholeFiles output;

    public DropCopy(WholeFiles output) {
        this.output = output;
    }

    /**
     * Copies the file into the drop's folder under its own name, made safe; {@code drop-manifest.json} or
     * {@code drop-failed.jsonl} where the name is one of ours. May be repeated: what is there already with the same bytes stays, something else of that name
     * is never replaced.
     *
     * <p>The file is copied as it is: where its writer had paused, and wrote on through the handle that it had, it has
     * grown since it was taken, and what came later may soon stand nowhere else.
     *
     * @param source the dropped file, wherever it lies now
     */
    public Put put(Drop drop, Path source) throws IOException {
        for (int k = 1; ; k++) {
            String relative = drop.folder() + "/" + name(drop.path(), k);
            Path place = output.place(relative);
            if (!place.toFile().exists()) {
                Sha256 sha256 = new Sha256(drop.bytes());
                output.write(relative, file -> copy(source, file, sha256));
                return new Put(place, !sha256.hex().equals(drop.sha256()));
            }
            if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(place, source) < 0) {
                return new Put(place, false);
            }
        }
    }

    private static void copy(Path source, FileChannel to, Sha256 sha256) throws IOException {
        OutputStream out = Channels.newOutputStream(to);
        try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, read);
                out.write(buffer, 0, read);
            }
        }
    }

    /**
     * The name of the copy in the drop's folder.
     *
     * @param path the drop's in the inbox
     * @param k from 1; the next is for where something else has the one before
     */
    static String name(String path, int k) {
        return k == 1 ? name(path) : k + "-" + name(path);
    }

    private static String name(String path) {
        String own = PathParts.last(path);
        int dot = own.lastIndexOf('.');
        String ending = dot > 0 && own.length() - dot <= ENDING_BYTES ? own.substring(dot) : "";
        String stem = own.substring(0, own.length() - ending.length());
        String name = SafeName.of(
                SafeName.of(stem, NameTemplate.PART_BYTES, "drop") + ending, NameTemplate.PART_BYTES + 40, "drop.json");
        boolean ours = PathParts.key(name).equals("manifest.json")
                || PathParts.key(name).equals(FailedJobs.FILE);
        return ours ? "drop-" + PathParts.key(name) : name;
    }
}
