package lumadrop.cli;

/** A verb cannot go on; the message is all that a person needs, in one line or a few. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Stop(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
