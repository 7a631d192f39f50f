package lumadrop.drop;

/**
 * A fault before its line and column are known.
 *
 * @param pointer of the value it is about, from the document's (or line's) root
 * @param offset of the character it stands at; -1: not yet looked up
 * @param atName look up the place of the field's name rather than that of its value
 * @param hint as in {@link Fault}; null where there is none
 */
record Finding(String pointer, int offset, boolean atName, String found, String expected, String hint) {
    private static final int POINTER_LIMIT = 500;

    /** About a value whose place is still to be looked up. */
    static Finding of(String pointer, String found, String expected) {
        return new Finding(pointer, -1, false, found, expected, null);
    }

    /** About a field's name whose place is still to be looked up. */
    static Finding ofName(String pointer, String found, String expected, String hint) {
        return new Finding(pointer, -1, true, found, expected, hint);
    }

    /** About a known place. */
    static Finding at(int offset, String pointer, String found, String expected) {
        return new Finding(pointer, offset, false, found, expected, null);
    }

    Finding placed(int offset) {
        return new Finding(pointer, offset, atName, found, expected, hint);
    }

    /** The same about a value that stands deeper in another document. */
    Finding under(String prefix) {
        return new Finding(prefix + pointer, offset, atName, found, expected, hint);
    }

    /** The pointer, or the nearest parent's where a field's name is absurdly long: an error file must stay readable. */
    String shownPointer() {
        return pointer.length() <= POINTER_LIMIT
                ? pointer
                : pointer.substring(0, pointer.lastIndexOf('/', POINTER_LIMIT));
    }
}
