package lumadrop.picture;

import lumadrop.picture.BadPicture.Kind;

/**
 * Walks over a PNG's inflated bytes row by row, through Adam7's seven passes where there are any, and holds them
 * against what the header announces: each row's filter byte and the number of bytes, neither more nor fewer. Looks at
 * one byte a row, so its cost is next to nothing.
 */
final class PngRows {
    /** Adam7: first column, first row, step between columns, step between rows of each pass. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] PLAIN = {{0, 0, 1, 1}};

    private final PngHeader header;
    private final int[][] passes;
    private int pass = -1;
    private long rowBytes;
    private int rowsLeft;
    private long rowLeft;

    PngRows(PngHeader header) {
        this.header = header;
        this.passes = header.interlaced() ? ADAM7 : PLAIN;
        nextPass();
    }

    /** A pass in which no pixel falls has no rows, and so no filter bytes. */
    private void nextPass() {
        while (rowsLeft == 0 && ++pass < passes.length) {
            int[] p = passes[pass];
            int columns = steps(header.width(), p[0], p[2]);
            rowBytes = header.rowBytes(columns);
            rowsLeft = columns == 0 ? 0 : steps(header.height(), p[1], p[3]);
        }
    }

    private static int steps(int size, int first, int step) {
        return size <= first ? 0 : (size - first - 1) / step + 1;
    }

    /** @throws BadPicture at a filter that does not exist, or at the first byte after the last row */
    void accept(byte[] bytes, int length) throws BadPicture {
        int at = 0;
        while (at < length) {
            if (rowLeft == 0) {
                if (rowsLeft == 0) {
                    throw new BadPicture(Kind.CORRUPT, "PNG: more pixels than its header announces");
                }
                int filter = bytes[at++] & 0xff;
                if (filter > 4) {
                    throw new BadPicture(
                            Kind.CORRUPT, "PNG: a row with filter " + filter + ", of which there are 0 to 4");
                }
                rowLeft = rowBytes;
            }
            long step = Math.min(rowLeft, length - at);
            rowLeft -= step;
            at += (int) step;
            if (rowLeft == 0) {
                rowsLeft--;
                nextPass();
            }
        }
    }

    /** All rows have passed. */
    boolean complete() {
        return rowLeft == 0 && rowsLeft == 0;
    }
}
