package lumadrop.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumadrop.text.Sha256;

/**
 * Holds the pictures of the output folder, and the copies of the drops, against the manifests beside them. A manifest may
 * have been changed by anybody: what it names is looked at below the output folder alone.
 */
public final class Verifier {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "manifest.json";
    private static final String NOT_COLLECTED = "changed: it is not what was collected";
    private static final String NOT_TAKEN = "changed: it is not what was taken";

    /**
     * Something is not as a manifest says.
     *
     * @param file below the output folder, as it is named there; not fit for a terminal as it is
     * @param what is wrong with it
     */
    public record Fault(String file, String what) {}

    /**
     * A manifest that was read.
     *
     * @param folder the drop's folder below the output folder
     * @param drop the drop's id, null where it says none
     * @param path the drop's path in the inbox, null where it says none
     */
    public record Read(String folder, String drop, String path, JsonNode content) {
        /** Whether a person may mean this one by that word. */
        public boolean isNamed(String word) {
            return word.equals(folder) || word.equals(drop) || word.equals(path) || isPicture(word);
        }

        private boolean isPicture(String word) {
            for (JsonNode job : content.path("jobs")) {
                if (ToldJob.hasPicture(job, word)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final WholeFiles output;

    public Verifier(Path output) {
        this.output = new WholeFiles(output, false);
    }

    /** Every {@code manifest.json} below the output folder, in order; links are not followed. */
    public List<Path> manifests() throws IOException {
        Path root = output.root();
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(root.resolve(WholeFiles.PARTS))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && file.endsWith(NAME)
                        && !file.getParent().equals(root)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    /** What a manifest says; empty where it cannot be read, or is not whole. */
    public Optional<Read> read(Path manifest) {
        try (InputStream in = Files.newInputStream(manifest)) {
            JsonNode content = JSON.readTree(in);
            if (content == null
                    || !content.path("drop").isObject()
                    || !content.path("jobs").isArray()) {
                return Optional.empty();
            }
            JsonNode drop = content.path("drop");
            return Optional.of(new Read(
                    relative(manifest.getParent()),
                    drop.path("id").asText(null),
                    drop.path("path").asText(null),
                    content));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A file's path below the output folder, {@code /} between parts. */
    public String relative(Path file) {
        return output.root().relativize(file).toString().replace('\\', '/');
    }

    /** How many pictures a manifest names; what is wrong with them, or with the drop beside it, is added to the faults. */
    public int verify(Read manifest, List<Fault> faults) {
        int pictures = 0;
        for (JsonNode job : manifest.content().path("jobs")) {
            for (JsonNode picture : job.path("pictures")) {
                pictures++;
                String file = picture.path("file").asText("");
                fault(file, picture).ifPresent(what -> faults.add(new Fault(file, what)));
            }
        }
        faultOfDrop(manifest).ifPresent(faults::add);
        return pictures;
    }

    /**
     * One of its copies is what was taken: under another name where something else had the first. None at all is no
     * fault, the dropped file may have been away when its manifest was written.
     */
    private Optional<Fault> faultOfDrop(Read manifest) {
        Optional<Fault> fault = Optional.empty();
        for (int k = 1; manifest.path() != null; k++) {
            String file = PathParts.under(manifest.folder(), DropCopy.name(manifest.path(), k));
            if (!isThere(file)) {
                break;
            }
            Optional<String> what = fault(file, manifest.content().path("drop"), NOT_TAKEN);
            if (what.isEmpty()) {
                return Optional.empty();
            }
            fault = Optional.of(new Fault(file, what.get()));
        }
        return fault;
    }

    private boolean isThere(String file) {
        try {
            return Files.exists(output.place(file), LinkOption.NOFOLLOW_LINKS);
        } catch (IllegalArgumentException noName) {
            return false; // this process, by its locale, could not have written it
        }
    }

    /** The folder that is looked at. */
    Path output() {
        return output.root();
    }

    /** @throws IllegalArgumentException if the path leads out of the output folder */
    Path place(String relative) {
        return output.place(relative);
    }

    /** @param says a picture of a manifest, or of a line of the log */
    Optional<String> fault(String file, JsonNode says) {
        return fault(file, says, NOT_COLLECTED);
    }

    private Optional<String> fault(String file, JsonNode says, String changed) {
        JsonNode bytes = says.path("bytes");
        JsonNode sha256 = says.path("sha256");
        if (!bytes.isIntegralNumber() || !sha256.isTextual()) {
            return Optional.of("the manifest does not say its size and sha256");
        }
        return fault(file, bytes.asLong(), sha256.asText(), changed);
    }

    /**
     * What is wrong with a picture; empty where it is as it was.
     *
     * @param file below the output folder
     * @param sha256 in lower-case hex
     */
    public Optional<String> fault(String file, long bytes, String sha256) {
        return fault(file, bytes, sha256, NOT_COLLECTED);
    }

    private Optional<String> fault(String file, long bytes, String sha256, String changed) {
        try {
            Path place = output.place(file);
            if (!place.toRealPath().startsWith(output.root().toRealPath())) {
                return Optional.of("leads out of the output folder");
            }
            if (!Files.isRegularFile(place)) {
                return Optional.of("is no file");
            }
            long size = Files.size(place);
            if (size < bytes) {
                return Optional.of("cut short: " + size + " bytes of " + bytes);
            }
            if (size != bytes || !sha256(place, size).equals(sha256)) {
                return Optional.of(changed);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("leads out of the output folder, or is no name of a file");
        } catch (NoSuchFileException missing) {
            return Optional.of("missing");
        } catch (IOException e) {
            return Optional.of("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static String sha256(Path file, long size) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.of(in, size);
        }
    }
}
