package lumadrop.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes, the same for every verb. */
final class Exit {
    /** All is well. */
    static final int OK = 0;
    /** lumadrop itself failed; the log says how. */
    static final int FAILED = 1;
    /** The command line, the settings or the home are wrong; nothing was sent. */
    static final int USAGE = 2;
    /** Something needs a look: a file was refused, or a job failed, is held, or is overdue. */
    static final int ATTENTION = 3;

    /** {@code verify} found a picture, or a drop, that is not as its manifest says. */
    static final int DIFFERENT = 4;

    /** As every verb's help lists them: picocli's pairs of code and text, all wrapped alike. */
    static final Map<String, String> LISTED = listed();

    private static Map<String, String> listed() {
        Map<String, String> listed = new LinkedHashMap<>();
        listed.put("  0", "all is well");
        listed.put("  1", "lumadrop itself failed; the log says how");
        listed.put("  2", "the command line, the settings or the home are wrong; nothing was sent");
        listed.put("  3", "something needs a look: a file was refused, or a job failed, is held, or is overdue");
        listed.put("  4", "verify: a picture, a drop or a manifest is not as it was recorded");
        listed.put("130", "stopped by Ctrl-C; what was in hand goes on at the next start");
        listed.put("143", "stopped by SIGTERM; what was in hand goes on at the next start");
        return Collections.unmodifiableMap(listed);
    }

    private Exit() {}
}
