package lumadrop.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Tells one run of the machine from the next: between two, what was not on the disk yet may be lost. */
public final class Boot {
    /** https://docs.kernel.org/admin-guide/sysctl/kernel.html#random */
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** A number for the machine's present run; 0 where the system does not tell. */
    public static long id() {
        try {
            return UUID.fromString(Files.readString(LINUX).strip()).getMostSignificantBits();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
