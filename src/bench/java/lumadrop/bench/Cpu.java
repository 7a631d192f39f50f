package lumadrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of processes; -1 where it is another system. */
final class Cpu {
    /** Clock ticks a second in /proc, on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private Cpu() {}

    /** CPU seconds of all children of this process that have ended, and of theirs. */
    static double ofEndedChildren() {
        return seconds(Path.of("/proc/self/stat"), 15, 16);
    }

    /** CPU seconds of a process so far. */
    static double of(long pid) {
        return seconds(Path.of("/proc/" + pid + "/stat"), 13, 14);
    }

    private static double seconds(Path stat, int user, int system) {
        try {
            String text = Files.readString(stat);
            // The name in brackets may hold anything; fields count from 1, and the state behind it is the third.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[user - 2]) + Long.parseLong(fields[system - 2])) / TICKS;
        } catch (IOException | RuntimeException e) {
            return -1; // no such file here
        }
    }

    /** As Linux names it. */
    static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("of some kind");
        } catch (IOException e) {
            return "of some kind"; // no such file here
        }
    }

    /** A number of /proc/PID/status, such as Threads or VmHWM (KiB). */
    static long status(long pid, String name) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
            return lines.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
