package lumadrop.storage;

import java.io.IOException;

/** Asked before anything is made in a folder that may be a mount. */
@FunctionalInterface
public interface Mounted {
    /** For folders of which nobody keeps watch. */
    Mounted ALWAYS = () -> {};

    /** @throws NotMounted if the folder is not the one that it was */
    void check() throws IOException;
}
