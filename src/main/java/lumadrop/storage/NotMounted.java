package lumadrop.storage;

import java.io.IOException;

/** A folder is not the one that it was; the message says what to do. */
public final class NotMounted extends IOException {
    private static final long serialVersionUID = 1L;

    NotMounted(String message) {
        super(message);
    }
}
