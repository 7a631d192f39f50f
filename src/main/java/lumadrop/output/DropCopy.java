package lumadrop.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import lumadrop.job.Drop;
import lumadrop.text.SafeName;

/** Puts a copy of the dropped file beside what became of it. */
public final class DropCopy {
    private static final int ENDING_BYTES = 10;

    private final WholeFiles output;

    public DropCopy(WholeFiles output) {
        this.output = output;
    }

    /**
     * Copies the file into the drop's folder under its own name, made safe; {@code drop-manifest.json} or
     * {@code drop-failed.jsonl} where the name is one of ours. May be repeated: what is there already with the same bytes stays, something else of that name
     * is never replaced.
     *
     * @param source the dropped file, wherever it lies now
     * @return where the copy stands
     */
    public Path put(Drop drop, Path source) throws IOException {
        String name = name(drop);
        for (int k = 1; ; k++) {
            String relative = drop.folder() + "/" + (k == 1 ? name : k + "-" + name);
            Path place = output.place(relative);
            if (!place.toFile().exists()) {
                return output.write(relative, file -> {
                    try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
                        in.transferTo(Channels.newOutputStream(file));
                    }
                });
            }
            if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(place, source) < 0) {
                return place;
            }
        }
    }

    private static String name(Drop drop) {
        String own = PathParts.last(drop.path());
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
