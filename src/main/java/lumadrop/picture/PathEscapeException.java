package lumadrop.picture;

/**
 * A picture's name, or a symbolic link on its way, leads out of the folder it belongs in. Not an
 * {@link java.io.IOException}: it does not pass by waiting, so nothing should pause for it.
 */
public final class PathEscapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    PathEscapeException(String text) {
        super(text);
    }
}
