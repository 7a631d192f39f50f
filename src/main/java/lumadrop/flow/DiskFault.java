package lumadrop.flow;

import java.io.IOException;

/** Our own disk failed a step: nothing is wrong with what was to be written, and it is worth trying again. */
final class DiskFault extends Exception {
    private static final long serialVersionUID = 1L;

    DiskFault(IOException cause) {
        super(cause.getClass() == IOException.class ? cause.getMessage() : cause.toString(), cause, false, false);
    }
}
