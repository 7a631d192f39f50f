package lumadrop.cli;

/** The exit codes, the same for every verb. */
final class Exit {
    /** All is well. */
    static final int OK = 0;
    /** lumadrop itself failed; the log says how. */
    static final int FAILED = 1;
    /** The command line or the settings are wrong; nothing was touched. */
    static final int USAGE = 2;
    /** Something needs a look: a file was refused, or a job failed, is held, or is overdue. */
    static final int ATTENTION = 3;

    private Exit() {}
}
