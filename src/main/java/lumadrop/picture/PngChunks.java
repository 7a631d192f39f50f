package lumadrop.picture;

import lumadrop.picture.BadPicture.Kind;

/** Which chunk of a PNG may come next, and how long it may be (PNG specification, third edition, 5.6). */
final class PngChunks {
    private String last = "";
    private boolean palette;
    private boolean pixels;

    /**
     * @param length of the chunk's content, as its four bytes give it
     * @param header null before the header chunk has passed
     */
    void next(String type, int length, PngHeader header) throws BadPicture {
        if (!isName(type) || length < 0) {
            throw new BadPicture(Kind.CORRUPT, "PNG: bytes that are no chunk" + after());
        }
        if (last.isEmpty() != type.equals("IHDR")) {
            throw new BadPicture(Kind.CORRUPT, "PNG: chunk " + type + (last.isEmpty() ? " at its start" : after()));
        }
        switch (type) {
            case "IHDR" -> require(length == PngHeader.LENGTH, type, length);
            case "PLTE" -> palette(length, header);
            case "IDAT" -> {
                if (pixels && !last.equals("IDAT")) {
                    throw new BadPicture(Kind.CORRUPT, "PNG: pixels interrupted by chunk " + last);
                }
                if (header.hasPalette() && !palette) {
                    throw new BadPicture(Kind.CORRUPT, "PNG: pixels without their palette");
                }
                pixels = true;
            }
            case "IEND" -> {
                require(length == 0, type, length);
                if (!pixels) {
                    throw new BadPicture(Kind.CORRUPT, "PNG: it ends without pixels");
                }
            }
            default -> {
                // An upper-case first letter says that nobody can show the picture without understanding the chunk.
                if (Character.isUpperCase(type.charAt(0))) {
                    throw new BadPicture(Kind.CORRUPT, "PNG: chunk " + type + ", which the standard does not know");
                }
            }
        }
        last = type;
    }

    private void palette(int length, PngHeader header) throws BadPicture {
        boolean fits = length > 0 && length % 3 == 0 && length <= 3 * 256;
        if (header.hasPalette()) {
            fits &= length / 3 <= 1 << header.depth();
        }
        require(fits, "PLTE", length);
        if (palette || pixels || !header.mayHavePalette()) {
            throw new BadPicture(Kind.CORRUPT, "PNG: a palette where none may be");
        }
        palette = true;
    }

    private void require(boolean fits, String type, int length) throws BadPicture {
        if (!fits) {
            throw new BadPicture(Kind.CORRUPT, "PNG: chunk " + type + " of " + length + " bytes");
        }
    }

    private String after() {
        return last.isEmpty() ? " at its start" : " after chunk " + last;
    }

    private static boolean isName(String type) {
        for (int i = 0; i < 4; i++) {
            char c = type.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }
}
