package lumadrop.text;

import java.util.Random;

/** Text of the kind that breaks paths, put together at random. */
public final class HostileText {
    private static final String[] BITS = {
        "/",
        "\\",
        "..",
        ".",
        " ",
        "~$",
        ":",
        "*",
        "?",
        "\"",
        "<",
        ">",
        "|",
        "\0",
        "\n",
        "\t",
        "\u007f",
        "\u0085",
        "\u202e",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2028",
        "\u00a0",
        "\u3164",
        "\u0301",
        "e\u0301",
        "\u1100\u1161\u11a8",
        "\u00b9",
        "\ud83d",
        "\udc08",
        "🐈",
        "日",
        "é",
        "\u037e",
        "\u1fef",
        "\u2126",
        "\ufdd0",
        "\uf03a",
        "\ud83f\udfff",
        "CON",
        "nul",
        "COM",
        "LPT",
        "1",
        "9",
        "aux",
        "${x}",
        "{{x}}",
        "%2e%2e",
        "a",
        "Z",
        "-",
        "_",
        "(",
        ")",
        "#",
        "$",
        "{",
        "}",
        "manifest.json",
        ".png",
        "C:",
        "ß",
        "İ",
        "\u0958"
    };

    private HostileText() {}

    /** Up to so many bits in a row; may be empty. */
    public static String next(Random random, int mostBits) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(mostBits + 1); left > 0; left--) {
            text.append(BITS[random.nextInt(BITS.length)]);
        }
        return text.toString();
    }
}
