package lumadrop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lumadrop.job.Drop;
import lumadrop.job.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code manifest.jsonl} in the output folder: a line for each settled job, whole lines, none twice.
 *
 * <p>How none comes twice: {@link #append} returns the file's new length; the caller writes that length and "told" for
 * the job in one transaction. A crash between the two leaves lines beyond the ledger's length, and {@link #recover}
 * says at the next start whose they are. So a length may only be committed together with, or after, those that were
 * returned before it: append and hand the transition to the ledger's queue in one {@code synchronized} block on this
 * log, or from one thread. For a crash of the program that is enough; for a power cut call {@link #force} before the
 * transaction, once for as many lines as it covers.
 *
 * <p>The file may be moved away at any time (logrotate): it is opened anew for each line, so that the next goes to a
 * new file. Opening costs 7 of the 20 microseconds of a line; asking whether it is still the same would cost 3 and
 * needs an identity that Windows does not give. One process writes; threads may.
 */
public final class ManifestLog {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestLog.class);

    /** The file's name in the output folder. */
    public static final String FILE = "manifest.jsonl";

    /** A share's clock stamps the files, and it need not be ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final WholeFiles output;
    private final Path path;
    private final ManifestJson words;

    /**
     * @param version this program's
     * @param prices USD a picture, for every mode
     */
    public ManifestLog(WholeFiles output, String version, Map<Mode, BigDecimal> prices) {
        this.output = output;
        this.path = output.root().resolve(FILE);
        this.words = new ManifestJson(version, new Cost(prices));
    }

    /**
     * Writes the job's line at the end, in one write.
     *
     * @return the file's length after it, in bytes
     * @throws IOException if it could not be written; then nothing of it stands there
     */
    public synchronized long append(JobRecord told, Drop drop) throws IOException {
        byte[] line = line(told, drop);
        try (FileChannel log = open()) {
            long end = log.size();
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 1);
            if (!endsLine(log, end)) {
                // Somebody edited the file; his line stays, and ours stands for itself.
                bytes.put((byte) '\n');
            }
            write(log, end, bytes.put(line).flip());
            return end + bytes.limit();
        }
    }

    /** Puts all lines so far on the disk, so that they outlast a power cut. */
    public synchronized void force() throws IOException {
        try (FileChannel log = FileChannel.open(path, StandardOpenOption.WRITE)) {
            log.force(true);
        } catch (NoSuchFileException movedAway) {
            LOG.debug("{} was moved away before it was forced", path);
        }
    }

    /**
     * Takes up the file where the last run left it, before the first append: a partial last line is cut off.
     *
     * @param knownLength the file's length by the ledger, in bytes
     * @return the ids of the jobs that have a line beyond it: they are told. Where the file is another than the ledger
     *     knew (shorter, or with no line's end there: moved away, and begun anew), those of all its lines; they may
     *     hold jobs that the ledger has as told, or no longer has
     */
    public synchronized Set<String> recover(long knownLength) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        try (FileChannel log = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long start = isOf(log, knownLength) ? knownLength : 0;
            long whole = readLines(log, start, ids);
            if (whole < log.size()) {
                LOG.warn("{}: cut off a partial last line of {} bytes, left by a crash", path, log.size() - whole);
                log.truncate(whole);
            }
        } catch (NoSuchFileException none) {
            LOG.debug("{} does not exist yet", path);
        }
        return ids;
    }

    /**
     * Reads what a ledger does not know that is older than the file; changes nothing.
     *
     * @param knownLength the file's length by the ledger, in bytes; where the file is another than the ledger knew, or some
     *     were moved away beside it, all is read
     * @param since what was moved away, and not written to since then, is left out
     */
    public synchronized void forEachBeyond(long knownLength, Instant since, Consumer<ToldJob> each) throws IOException {
        boolean movedAway = false;
        for (Path file : ToldJob.logs(output.root())) {
            if (!file.equals(path)) {
                FileTime last = Files.getLastModifiedTime(file);
                if (!last.toInstant().isBefore(since.minus(CLOCKS_DIFFER))) {
                    movedAway = true;
                    ToldJob.forEach(file, 0, each);
                }
                continue;
            }
            boolean sameFile;
            try (FileChannel log = FileChannel.open(path, StandardOpenOption.READ)) {
                sameFile = isOf(log, knownLength);
            }
            ToldJob.forEach(path, sameFile && !movedAway ? knownLength : 0, each);
        }
    }

    /**
     * Takes up the file after a power cut, before the first append: lines with the zeros that a disk leaves for what never
     * reached it are dropped, and a partial last line.
     *
     * @param of ids of jobs
     * @return as {@link #count}
     */
    public synchronized Map<String, Integer> mend(Set<String> of) throws IOException {
        if (Files.exists(path) && isDamaged()) {
            LOG.warn("{} was damaged by a power cut and is mended", path);
            output.write(FILE, whole -> {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(whole), 1 << 16);
                    forEachLine(in, line -> {
                        byte[] sound = sound(line);
                        if (sound.length > 0) {
                            out.write(sound);
                            out.write('\n');
                        }
                    });
                    out.flush();
                }
            });
        }
        return count(of);
    }

    /**
     * @param of ids of jobs
     * @return how many lines each of them has, in this file and in those of its name that were moved away beside it (and
     *     not packed); jobs without a line are left out
     */
    public synchronized Map<String, Integer> count(Set<String> of) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        if (of.isEmpty()) {
            return counts;
        }
        for (Path file : ToldJob.logs(output.root())) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                forEachLine(in, line -> {
                    String id = id(line);
                    if (id != null && of.contains(id)) {
                        counts.merge(id, 1, Integer::sum);
                    }
                });
            }
        }
        return counts;
    }

    /** The file's length in bytes, 0 where there is none. */
    public synchronized long length() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    private interface Line {
        void read(byte[] line) throws IOException;
    }

    /** Whole lines alone, without their ends. */
    private static void forEachLine(InputStream in, Line each) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                each.read(line.toByteArray());
                line.reset();
            } else {
                line.write(next);
            }
        }
    }

    private boolean isDamaged() throws IOException {
        int last = '\n';
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == 0) {
                    return true;
                }
                last = next;
            }
        }
        return last != '\n';
    }

    /** The line; where it has zeros, what comes after them if that is a line of ours, else nothing. */
    private byte[] sound(byte[] line) throws IOException {
        int zero = -1;
        for (int i = 0; i < line.length; i++) {
            zero = line[i] == 0 ? i : zero;
        }
        byte[] rest = Arrays.copyOfRange(line, zero + 1, line.length);
        return zero < 0 || rest.length > 0 && rest[0] == '{' && id(rest) != null ? rest : new byte[0];
    }

    private FileChannel open() throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException missing) {
            output.check();
            output.access().create(path).close();
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }

    private void write(FileChannel log, long end, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                log.write(bytes, end + bytes.position());
            }
        } catch (IOException full) {
            try {
                log.truncate(end);
            } catch (IOException worse) {
                full.addSuppressed(worse);
            }
            throw full;
        }
    }

    private byte[] line(JobRecord told, Drop drop) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = Json.FACTORY.createGenerator(line)) {
            json.writeStartObject();
            words.writeHead(json);
            words.writeDrop(json, drop);
            words.writeJobFields(json, told);
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return line.toByteArray();
    }

    /** Reads to the end, keeps the ids, and returns where the last whole line ends. */
    private long readLines(FileChannel log, long start, Set<String> ids) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(log.position(start)), 1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long at = start;
        long whole = start;
        for (int next = in.read(); next >= 0; next = in.read()) {
            at++;
            if (next != '\n') {
                line.write(next);
                continue;
            }
            String id = id(line.toByteArray());
            if (id != null) {
                ids.add(id);
            }
            line.reset();
            whole = at;
        }
        return whole;
    }

    private String id(byte[] line) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(line)) {
            return TopLevel.text(json, "id");
        } catch (JsonProcessingException foreign) {
            LOG.warn("{}: a line is not ours and is left as it is", path);
            return null;
        }
    }

    /** Whether the file may be the one that had that length: not shorter, and with a line's end there. */
    private static boolean isOf(FileChannel log, long knownLength) throws IOException {
        return knownLength <= log.size() && endsLine(log, knownLength);
    }

    private static boolean endsLine(FileChannel log, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return end == 0 || log.read(last, end - 1) == 1 && last.get(0) == '\n';
    }
}
