package lumadrop.drop;

/** Turns offsets into lines and columns. Cheap when asked in rising order: the text is walked once. */
final class Positions {
    private final char[] text;
    private final Form form;
    private int offset;
    private int line = 1;
    private int column = 1;

    Positions(char[] text, Form form) {
        this.text = text;
        this.form = form;
    }

    Position at(int wanted) {
        if (wanted < offset) {
            offset = 0;
            line = 1;
            column = 1;
        }
        for (; offset < wanted; offset++) {
            if (endsLine(offset)) {
                line++;
                column = 1;
            } else if (!isSecondHalf(offset)) {
                column++;
            }
        }
        return new Position(line, column);
    }

    private boolean endsLine(int at) {
        if (text[at] == '\n') {
            return true;
        }
        // A carriage return alone ends a line in JSON. In JSON Lines only \n does, or two numbers would name one line.
        return text[at] == '\r' && form == Form.JSON && !(at + 1 < text.length && text[at + 1] == '\n');
    }

    private boolean isSecondHalf(int at) {
        return at > 0 && Character.isLowSurrogate(text[at]) && Character.isHighSurrogate(text[at - 1]);
    }
}
