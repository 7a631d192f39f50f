package lumadrop.schedule;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schedule files of the installation and of the home. Files whose name ends in {@code .json} count; of two with the
 * same name, the later folder's does, even if it is a bad one: what somebody overrode is not run behind their back.
 */
public final class ScheduleFolders {
    private static final String ENDING = ".json";
    /** As for drops; a schedule of this size is a mistake. */
    private static final long LARGEST_BYTES = 16L << 20;

    private final List<Path> folders;
    private final ScheduleReader reader;

    /** @param folders the installation's first, the home's last; one that is not there holds no schedules */
    public ScheduleFolders(List<Path> folders, ScheduleReader reader) {
        this.folders = List.copyOf(folders);
        this.reader = reader;
    }

    /** What was read: the good ones by name, and what is wrong with the bad ones. */
    public record Contents(List<Schedule> schedules, List<ScheduleFault> faults) {
        public Contents {
            schedules = List.copyOf(schedules);
            faults = List.copyOf(faults);
        }
    }

    /** Reads all; a bad file stops no other. */
    public Contents read() {
        List<ScheduleFault> faults = new ArrayList<>();
        Map<String, Path> byName = new TreeMap<>();
        for (Path folder : folders) {
            byName.putAll(list(folder, faults));
        }
        List<Schedule> schedules = new ArrayList<>();
        byName.forEach((name, file) -> {
            try {
                schedules.add(reader.read(name, bytes(file)));
            } catch (BadSchedule e) {
                e.faults().forEach(fault -> faults.add(new ScheduleFault(file, fault.field(), fault.text())));
            } catch (IOException e) {
                faults.add(new ScheduleFault(file, "", "cannot be read: " + e));
            }
        });
        return new Contents(schedules, faults);
    }

    private static Map<String, Path> list(Path folder, List<ScheduleFault> faults) {
        Map<String, Path> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (Files.notExists(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                if (fileName.startsWith(".")
                        || !fileName.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
                    continue;
                }
                String name = fileName.substring(0, fileName.length() - ENDING.length());
                Path other = found.putIfAbsent(name, file);
                if (other != null) {
                    // Where case does not count, as on many disks, the two would drop the same files.
                    faults.add(new ScheduleFault(
                            file, "", "has the name of " + other.getFileName() + " but for the case: rename one"));
                }
            }
        } catch (NotDirectoryException e) {
            faults.add(new ScheduleFault(folder, "", "expected a folder"));
        } catch (IOException e) {
            faults.add(new ScheduleFault(folder, "", "cannot be read: " + e));
        }
        return found;
    }

    private static byte[] bytes(Path file) throws IOException, BadSchedule {
        if (!Files.isRegularFile(file)) {
            throw new BadSchedule("", "expected a file");
        }
        if (Files.size(file) > LARGEST_BYTES) {
            throw new BadSchedule("", "found " + Files.size(file) + " bytes, expected at most " + LARGEST_BYTES);
        }
        return Files.readAllBytes(file);
    }
}
